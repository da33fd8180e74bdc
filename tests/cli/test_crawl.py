"""``scraper crawl`` on the bundled news site, as people run it."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from running import COMMAND, Run, environment, scraper

from docs.site_server import Server, address, serve
from scraper.crawl.lock import locked
from scraper.fetchers.browser import find_chromium

JOB = """
name = "gazette"
[sources]
site = "{address}"
[politeness]
delay_seconds = {delay}
[fetch]
retries = 0
"""


class Site:
    """The bundled site, its server's log, and a job for it."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.file = folder / "job.toml"
        self.output = folder / "output" / "gazette"
        self.write()

    def write(self, delay: float = 0.01, more: str = "") -> None:
        self.file.write_text(JOB.format(address=address(self.server), delay=delay) + more)

    def crawl(self, *options: str) -> Run:
        return scraper("crawl", self.file, "--allow-private", *options, cwd=self.folder)

    @property
    def articles(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.output / "articles.jsonl").read_text().splitlines()]

    @property
    def titles(self) -> list[str]:
        return sorted(article["title"] for article in self.articles)

    @property
    def log(self) -> list[tuple[str, int]]:
        return self.server.RequestHandlerClass.log  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with serve() as server:
        yield Site(server, tmp_path)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Run]]:
    """The site after one undisturbed run."""
    with serve() as server:
        site = Site(server, tmp_path_factory.mktemp("crawled"))
        yield site, site.crawl()


def test_the_site_becomes_articles(crawled: tuple[Site, Run]) -> None:
    site, run = crawled
    assert run.code == 0, run.err
    assert run.out == ""
    titles = site.titles
    assert len(titles) == len(set(titles)) >= 17
    assert "Mackerel with mustard and apple" in titles
    assert "Was die Marsch von der Nordsee lernen kann" in titles
    assert not any("Draft" in title for title in titles)
    assert "failed: " in run.err
    assert "500" in run.err
    paths = [path for path, _ in site.log]
    assert not any(path.startswith(("/search", "/local/drafts", "/newsletters")) for path in paths)
    assert sum(path.startswith("/events/") for path in paths) <= 3  # a calendar has no end


def test_duplicates_are_noted_not_written(crawled: tuple[Site, Run]) -> None:
    site, _ = crawled
    notices = [json.loads(line) for line in (site.output / "notices.jsonl").read_text().splitlines()]
    pages = {notice["page"].rpartition("/")[2] for notice in notices if notice["notice"] == "duplicate"}
    assert {"ferry-evening-sailing-88213", "rope-works-orders-4463"} <= pages


def test_the_report_is_written(crawled: tuple[Site, Run]) -> None:
    site, run = crawled
    report = (site.output / "report.html").read_text()
    assert f"{len(site.articles)}</dd>" in report
    assert "harvest-supper" in report
    assert str(site.output.relative_to(site.folder) / "report.html") in run.err


def test_one_line_an_event(crawled: tuple[Site, Run]) -> None:
    site, run = crawled
    lines = [line for line in run.err.splitlines() if not line.startswith("note: ")]
    assert all(line[:4].isdigit() and line[19] == "Z" for line in lines), lines
    assert sum("Z new: " in line for line in lines) == len(site.articles)


def test_a_second_run_adds_nothing(crawled: tuple[Site, Run]) -> None:
    site, _ = crawled
    before = (site.output / "articles.jsonl").read_bytes()
    run = site.crawl("--recrawl")
    assert run.code == 0
    assert (site.output / "articles.jsonl").read_bytes() == before
    assert "unchanged" in run.err


def test_status(crawled: tuple[Site, Run]) -> None:
    site, _ = crawled
    run = site.crawl("--status")
    assert run.code == 0
    assert run.err == ""
    assert "running: no" in run.out
    assert f"articles: {len(site.articles)} articles" in run.out
    told = site.crawl("--status", "--log-json").json
    assert told["articles"] == len(site.articles)
    assert told["pages"]["failed"] == 1


def test_dry_run_lists_and_fetches_no_page(site: Site) -> None:
    run = site.crawl("--dry-run")
    assert run.code == 0, run.err
    rows = [line.split("\t") for line in run.out.splitlines()]
    assert any(url.endswith("/local/2025/10/ferry-timetable-returns-4471") for url, *_ in rows)
    assert not any("ferry-timetable-returns" in path for path, _ in site.log)
    assert not (site.output / "articles.jsonl").exists()
    entries = site.crawl("--dry-run", "--log-json").lines
    assert sorted(entry["url"] for entry in entries) == sorted(url for url, *_ in rows)


def test_log_json_and_quiet(site: Site) -> None:
    told = [json.loads(line) for line in site.crawl("--log-json").err.splitlines()]
    assert told[-1]["kind"] == "summary"
    assert told[-1]["outcomes"]["new"] == sum(event.get("outcome") == "new" for event in told)
    run = site.crawl("--quiet")
    assert (run.code, run.out, run.err) == (0, "", "")


def test_a_second_start_does_nothing(site: Site) -> None:
    site.output.mkdir(parents=True)
    with locked(site.output) as other:
        assert other == ""
        run = site.crawl()
    assert run.code == 0
    assert "is being run already" in run.err
    assert site.log == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_stopped_run_goes_on_later(site: Site, crawled: tuple[Site, Run], number: signal.Signals, code: int) -> None:
    site.write(delay=0.15)
    words = [*COMMAND, "crawl", str(site.file), "--allow-private"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, cwd=site.folder, env=environment(), text=True) as process:
        while not site.log or sum("/2025/" in path for path, _ in site.log) < 4:
            time.sleep(0.05)
            assert process.poll() is None
        process.send_signal(number)
        _, told = process.communicate(timeout=60)
    assert process.returncode == code, told
    assert "wait for the next run" in told
    asked = len(site.log)
    site.write(delay=0.01)
    assert site.crawl().code == 0
    assert len(site.log) > asked
    undisturbed, _ = crawled
    assert site.titles == undisturbed.titles
    pages = [path for path, status in site.log if status == 200 and "/2025/" in path]
    twice = {path for path in pages if pages.count(path) > 1}
    assert twice <= {"/local/2025/10/ferry-timetable-returns-4471"}  # an old address leads there


def test_a_changed_article_gets_a_revision(site: Site) -> None:
    assert site.crawl().code == 0
    path = "/food/2025/10/mackerel-mustard-4458"
    handler = site.server.RequestHandlerClass
    body: bytes = handler.site.answer(path, address(site.server).rstrip("/")).body  # type: ignore[attr-defined]
    handler.site.changed[path] = body.replace(b"Bread, not potatoes.", b"Bread, and no potatoes at all.")  # type: ignore[attr-defined]
    assert "1 changed articles" in site.crawl("--recrawl").err
    last = site.articles[-1]
    assert (last["title"], last["crawl"]["revision"]) == ("Mackerel with mustard and apple", 2)


def test_retry_failed(site: Site) -> None:
    assert site.crawl().code == 0
    tries = sum("harvest-supper" in path for path, _ in site.log)
    assert "1 pages are due again" in site.crawl("--retry-failed").err
    assert sum("harvest-supper" in path for path, _ in site.log) > tries


def test_nothing_reachable(site: Site) -> None:
    run = scraper("crawl", site.file, cwd=site.folder)  # without --allow-private
    assert run.code == 3
    assert "--allow-private" in run.err
    assert site.log == []


def test_every_mistake_of_a_job_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "job.toml"
    file.write_text('name = 3\n[sources]\nsite = "nowhere"\n[limits]\nfoo = 1\n')
    for words in (("crawl", file), ("job", "check", file), ("schedule", file), ("export", file)):
        run = scraper(*words)
        assert run.code == 2
        assert [error.partition("line ")[2][0] for error in run.errors] == ["1", "3", "5"]
    assert scraper("crawl", tmp_path / "none.toml").code == 2


def test_job_new(site: Site) -> None:
    run = scraper("job", "new", address(site.server), "--allow-private", "--output", "new.toml", cwd=site.folder)
    assert run.code == 0, run.err
    text = (site.folder / "new.toml").read_text()
    assert f'site = "{address(site.server)}"' in text
    assert "feed.xml" in text
    assert scraper("job", "check", "new.toml", cwd=site.folder).code == 0
    again = scraper("job", "new", address(site.server), "--allow-private", "--output", "new.toml", cwd=site.folder)
    assert again.code == 1
    assert "is there already" in again.err
    shown = scraper("job", "new", address(site.server), "--allow-private", "--output", "-", cwd=site.folder)
    assert 'site = "' in shown.out


def test_schedule(site: Site) -> None:
    run = scraper("schedule", site.file, "--every", "15m")
    assert run.code == 0
    assert "OnCalendar=" in run.out
    assert f"crawl {site.file}" in run.out
    assert scraper("schedule", site.file, "--every", "2h", "--cron").out.startswith("7 */2 * * * cd ")
    written = scraper("schedule", site.file, "--output", site.folder / "units")
    assert sorted(path.name for path in (site.folder / "units").iterdir()) == [
        "scraper-gazette.service", "scraper-gazette.timer",
    ]  # fmt: skip
    assert "systemctl --user enable --now scraper-gazette.timer" in written.err
    assert scraper("schedule", site.file, "--every", "7m", "--cron").code == 2


def test_export(crawled: tuple[Site, Run], tmp_path: Path) -> None:
    site, _ = crawled
    assert scraper("export", site.file).out == (site.output / "articles.jsonl").read_text()
    run = scraper("export", site.output, "--format", "csv", "--output", tmp_path / "a.csv")
    assert f"{len(site.articles)} articles" in run.err
    assert scraper("export", site.file, "--since", "2100-01-01").out == ""
    assert scraper("export", site.file, "--since", "soon").code == 2
    assert scraper("export", site.file, "--format", "parquet").code == 2


def test_what_was_fetched_can_be_cleaned_again_offline(site: Site) -> None:
    assert site.crawl("--warc").code == 0
    [archive] = (site.output / "warc").glob("*.warc.gz")
    run = scraper("clean", archive)
    again = {article["final_url"]: article for article in run.lines}
    for article in site.articles:
        assert again[article["final_url"]]["content_hash"] == article["content_hash"]


@pytest.mark.skipif(not find_chromium(), reason="needs Debian's chromium: apt-get install chromium")
def test_an_empty_shell_is_rendered_when_the_job_allows_it(site: Site) -> None:
    title = "Tide tables for the week: a high tide with an opinion"
    assert site.crawl().code == 0
    assert title not in site.titles
    site.file.write_text("browser = true\n" + site.file.read_text())
    assert site.crawl("--recrawl").code == 0
    assert title in site.titles
