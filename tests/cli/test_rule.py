"""``scraper rule``: try one, keep one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from running import PAGES, ROOT

import scraper.commands.rule_add as scraper_rule_add
from scraper.cli import _guarded
from scraper.crawl.jobfile import load_job
from scraper.fetchers.warc import WarcWriter
from scraper.model import Page

CASES = ("wire-report", "german-news")


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    root = tmp_path / "fixtures" / "pages"
    for name in CASES:
        shutil.copytree(PAGES / name, root / name)
    (root / "scraper.toml").write_text("clean_seconds = 300\n")  # the first page of a worker waits for its imports
    return root


def test_every_place_is_shown_by_site(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = _guarded(["rule", "try", ".signup p, .article-content > h2", "--jobs", "1", "--fixtures", str(cases)])
    run = capsys.readouterr()
    assert (code, run.err.count("error:")) == (0, 0), run.err
    lines = run.out.splitlines()
    assert lines[0] == "ridgegarrison.example"
    assert "www.nordheider-zeitung.example  11 words of the body" in lines
    places = [line.split()[0] for line in lines if line.startswith("    ") and line[4] != " "]
    assert places == ["removed", "LOST", "LOST"]
    assert "(signup/call)" in run.out
    assert run.err.splitlines() == [
        "note: '.signup p, .article-content > h2' is taken as a CSS selector; --phrase says otherwise",
        "note: places: 3, on 2 of 2 pages; body today: 2 (words: 11, pages: 1)",
    ]


def test_the_pages_of_a_job_and_json(cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    job = tmp_path / "news.toml"
    job.write_text(
        f'name = "news"\n[sources]\nurls = ["https://tower.example/roof"]\n[output]\nfolder = "{tmp_path}/out"\n'
    )
    words = ["rule", "try", "send me the quay letter", "--cleaner", "signup", "--rule", "label", "--phrase", "--json"]
    words += ["--jobs", "1", "--fixtures", str(cases), "--job", str(job)]
    assert _guarded(words) == 1
    told = f"error: {job}: keeps no pages. Put warc = true into it, or crawl once with --warc.\n"
    assert capsys.readouterr().err == told
    body = (PAGES / "wire-report" / "page.html").read_bytes()
    body = body.replace(b"<button>Sign up<", b"<button>Send me the quay letter<")
    with WarcWriter(load_job(str(job)).output.folder / "warc", "news") as archive:
        for place in ("roof", "stairs", "roof"):
            headers = {"content-type": "text/html; charset=utf-8"}
            address = f"https://tower.example/{place}"
            archive.write(Page(body, url=address, final_url=address, status=200, headers=headers))
    assert _guarded(words) == 0
    run = capsys.readouterr()
    hits = json.loads(run.out)
    assert {(hit["page"], hit["site"]) for hit in hits} == {
        ("https://tower.example/roof", "tower.example"), ("https://tower.example/stairs", "tower.example")
    }  # fmt: skip
    assert {hit["text"] for hit in hits} == {"Send me the quay letter"}
    assert run.err == "note: places: 2, on 2 of 4 pages; body today: 0 (words: 0, pages: 0)\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("try", "sign up"), "'sign up': is taken as a phrase, and phrases belong to a cleaner."),
        (("try", "sign up", "--cleaner", "sing-up"), "Did you mean 'signup'?"),
        (("try", ".a >", "--host", "a.example"), "selector '.a >': is not valid CSS"),
        (("try", "main > p", "--cleaner", "signup"), "Rules of cleaners have no combinators"),
        (("try", ".a", "--fixtures", "nowhere"), "nowhere: is no folder of cases."),
        (("add", ".a["), "Name a --host (one site) or a --cleaner (every site)."),
        (("add", ".a[", "--host", "a.example", "--config", "s.toml"), "selector '.a[': is not valid CSS"),
        (("add", ".a", "--host", "a.example", "--keep", "x"), "--keep goes with --cleaner"),
        (("add", "send me", "--cleaner", "signup"), "Give --strip and --keep: every rule needs"),
        (("add", "send me", "--cleaner", "signup", "--strip", "x", "--keep", "x"), "It has: call, inbox"),
        (("add", "send me", "--cleaner", "signup", "--rule", "call", "--strip", "no.html", "--keep", "x"), "no.html: "),
    ],
)
def test_what_is_wrong_is_told(
    words: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fixtures" / "pages" / "a").mkdir(parents=True)
    code = _guarded(["rule", *words])
    shown = capsys.readouterr()
    assert code == (1 if "no.html" in words else 2)
    assert told in " ".join(shown.err.split())
    assert shown.out == ""
    assert list(tmp_path.rglob("*.toml")) == []


def test_a_rule_of_a_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path("scraper.toml")
    file.write_text('# ours\n[host."tower.example"]\nstrip = [".old"]\n')
    add = ["rule", "add", "--config", "scraper.toml", "--host"]
    assert _guarded([*add, "www.tower.example", "p.note", "--into", "keep"]) == 0
    assert _guarded([*add, "tower.example", ".old"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "note: wrote scraper.toml: keep of www.tower.example; next: scraper fixture check",
        "note: the section of tower.example no longer counts for www.tower.example: copy into it what is still wanted",
        "note: it stands in scraper.toml already",
    ]
    assert file.read_text().startswith('# ours\n[host."tower.example"]\nstrip = [".old"]\n')


def test_a_rule_of_a_cleaner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("scraper/cleaners/signup.py", "scraper/cleaners/phrases/signup.toml", "pyproject.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, tmp_path / name)
    (tmp_path / "fixtures" / "cleaners").mkdir(parents=True)
    monkeypatch.setattr(scraper_rule_add, "_checkout", lambda: tmp_path)
    page = tmp_path / "box.html"
    page.write_text('<main><p>The tower.</p></main><div class="quay-letter"><p>Every Friday</p></div>')
    words = ("rule", "add", ".quay-letter", "--cleaner", "signup", "--rule", "newsletter-box", "--strip", str(page))
    assert _guarded([*words, "--keep", "<p>On Friday the letter came, and nobody on the quay could read it.</p>"]) == 0
    assert [line.partition(" wrote ")[2] for line in capsys.readouterr().err.splitlines()[:3]] == [
        "scraper/cleaners/signup.py",
        "fixtures/cleaners/signup/strip/newsletter-box-quay-letter.html",
        "fixtures/cleaners/signup/keep/newsletter-box-quay-letter.html",
    ]
    assert ".quay-letter" in (tmp_path / "scraper/cleaners/signup.py").read_text()
    strip = (tmp_path / "fixtures/cleaners/signup/strip/newsletter-box-quay-letter.html").read_text()
    assert strip.startswith("<!-- strip: newsletter-box | Every Friday -->\n<main>")
