"""The crawl benchmark as it is called: what it counts is what the site was asked, and nothing is crawled twice."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from benchmarks.crawl_speed import main


def test_ours_alone_over_a_small_site(tmp_path: Path) -> None:
    target = tmp_path / "runs.json"
    options = ["--pages", "5", "--hosts", "2", "--rounds", "1", "--jobs", "1", "--no-peer", "--json", str(target)]
    result = CliRunner().invoke(main, options, catch_exceptions=False)
    assert result.exit_code == 0
    assert "unchanged pages cost" in result.output
    first, idle, again = json.loads(target.read_text())["runs"]
    assert first["articles"] == idle["articles"] == again["articles"] == 5
    assert first["asked"] == {"200": 7, "404": 2}  # pages and sitemaps; robots.txt of two hosts
    assert idle["asked"].get("304", 0) == 0
    assert again["asked"] == {"200": 2, "304": 5}
    assert 0 < again["first_request"] <= again["seconds"]
    assert first["shares"]["cleaning"] > 0
