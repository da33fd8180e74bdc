"""``scraper fixture`` end to end: add, check, accept, pin, refresh, as people do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from faultserver import FaultServer
from running import NEWS, Run, sabotage, scraper
from storedcases import MIDDLE, OPENING, SIGN_UP, cleaned, edit, html, make_case, without

from scraper.config import DEFAULT
from scraper.fetchers.warc import WarcWriter
from scraper.model import Page
from scraper.regression.accept import accept
from scraper.regression.check import check_case


def fixture(root: Path, command: str, *words: object) -> Run:
    return scraper("fixture", command, *words, "--fixtures", root)


def _agrees(folder: Path) -> bool:
    """What check would say, without starting it: it takes the time of a program each."""
    return not check_case(folder, DEFAULT).failed


def _spoiled(folder: Path) -> Path:
    edit(folder / "article.json", lambda data: data.update(title="Harbour crane moves", subtitle="As told"))
    return folder


def test_a_file_is_added_checked_and_checked_again_after_a_change(tmp_path: Path) -> None:
    root = tmp_path / "cases"
    added = fixture(
        root, "add", NEWS, "--name", "bridge", "--url", "https://harbour.example/bridge", "--gzip", "--slim"
    )
    assert (added.code, added.out) == (0, "")
    assert f"note: wrote {root}/bridge (article, " in added.err
    assert fixture(root, "check").out == "1 case: 1 agree\n"
    again = fixture(root, "add", NEWS, "--name", "bridge")
    assert (again.code, again.errors) == (
        1, [f"error: {root}/bridge: is there already. Choose another --name, or add it anew with --replace."],
    )  # fmt: skip
    (root / "scraper.toml").write_text('disable = ["navigation"]\n')
    run = fixture(root, "check")
    assert run.code == 1
    assert "no longer taken by navigation/" in run.out
    assert "navigation" in run.out.partition("words by cleaner")[2]
    assert run.out.endswith("1 case: 0 agree, 1 differs\n")
    assert "scraper fixture accept bridge" in run.err


def test_a_live_page_is_added_and_refreshed(tmp_path: Path) -> None:
    with FaultServer() as server:
        server.route("/crane-moved", html())
        url = server.url("/crane-moved")
        assert fixture(tmp_path, "add", url, "--allow-private").code == 0
        folder = tmp_path / "crane-moved"
        meta = json.loads((folder / "page.json").read_text())
        assert (meta["url"], meta["status"], meta["media_type"]) == (url, 200, "text/html")
        assert meta["fetched_at"].endswith("Z")
        same = fixture(tmp_path, "refresh", "crane-moved", "--allow-private")
        assert same.code == 0
        assert "the page is the same, byte for byte" in same.out
        server.route("/crane-moved", without(MIDDLE))
        edit(folder / "article.json", lambda data: data.update(subtitle="Cleaned once"))
        changed = fixture(tmp_path, "refresh", "crane-moved", "--allow-private")
        site, _, cleaning = changed.out.partition("What the cleaning changed")
        assert changed.code == 1
        assert "Engineers cut the last of its bolts" in site
        assert "subtitle" not in site
        assert "[-Cleaned once-]" in cleaning
        assert "Engineers" not in cleaning
        refused = fixture(tmp_path, "refresh", "crane-moved", "--allow-private", "--save")
        assert (refused.code, (folder / "page.html").read_bytes()) == (1, html())
        assert "the cleaning changed subtitle" in refused.err
        accept(*cleaned(folder))
        assert fixture(tmp_path, "refresh", "crane-moved", "--allow-private", "--save").code == 0
        assert (folder / "page.html").read_bytes() == without(MIDDLE)
        assert _agrees(folder)
        server.route("/crane-moved", lambda reply, _: reply.page(b"gone", status="404 Not Found"))
        assert fixture(tmp_path, "refresh", "crane-moved", "--allow-private").code == 3


def _archive(folder: Path) -> None:
    with WarcWriter(folder, "job") as writer:
        for site in ("a", "b"):
            for name in ("one", "two"):
                url = f"https://{site}.example/{name}"
                body = html(title=f"The crane of {site} {name}")
                writer.write(Page(body, url, url, "text/html", "utf-8", 200, headers={"content-type": "text/html"}))


def test_pages_come_out_of_a_warc_file(tmp_path: Path) -> None:
    _archive(tmp_path / "warc")
    [path] = (tmp_path / "warc").glob("*.warc.gz")
    root = tmp_path / "cases"
    assert fixture(root, "add", "https://b.example/two", "--from-warc", path).code == 0
    assert [case.name for case in root.iterdir()] == ["two"]
    assert fixture(root, "add", "https://c.example/", "--from-warc", path).code == 2
    assert fixture(root, "add", "--from-warc", path, "--sample", "2", "--replace").code == 0
    assert len(list(root.iterdir())) == 2
    assert all(_agrees(case) for case in root.iterdir())


def test_pages_of_a_job_are_the_worst_of_each_site(tmp_path: Path) -> None:
    _archive(tmp_path / "out" / "warc")
    (tmp_path / "job.toml").write_text(
        'name = "job"\n[sources]\nurls = ["https://a.example/one"]\n[output]\nfolder = "out"\n'
    )
    article = json.loads(scraper("clean", NEWS, "--format", "jsonl").out)
    with (tmp_path / "out" / "articles.jsonl").open("w") as stream:
        for url, quality in (("a.example/one", 0.9), ("a.example/two", 0.1), ("b.example/one", 0.5)):
            address = f"https://{url}"
            line = article | {"url": address, "final_url": address, "quality": {"score": quality, "warnings": []}}
            line |= {"site": {"name": None, "domain": url.partition("/")[0]}, "crawl": {"page": address, "revision": 1}}
            stream.write(json.dumps(line) + "\n")
    root = tmp_path / "cases"
    run = fixture(root, "add", "--from-job", tmp_path / "job.toml", "--sample", "2")
    assert (run.code, run.errors) == (0, [])
    urls = sorted(json.loads((case / "page.json").read_text())["url"] for case in root.iterdir())
    assert urls == ["https://a.example/two", "https://b.example/one"]


def test_accept_shows_what_it_takes_field_by_field(tmp_path: Path) -> None:
    folder = _spoiled(make_case(tmp_path))
    run = fixture(tmp_path, "accept", "--field", "title")
    assert run.code == 0
    assert "crane  accepted\n  title  changed\n    Harbour crane moves{+ to the museum+}\n" in run.out
    assert "crane  not taken: subtitle" in run.out
    assert "1 of 1 accepted" in run.err
    assert json.loads((folder / "article.json").read_text())["subtitle"] == "As told"
    assert not _agrees(folder)
    assert fixture(tmp_path, "accept", "--quiet").out == ""
    assert _agrees(folder)
    assert "0 of 1 accepted" in fixture(tmp_path, "accept").err


def test_the_numbers_of_known_failures_are_written(tmp_path: Path) -> None:
    folder = _spoiled(make_case(tmp_path))
    edit(folder / "article.json", lambda data: data.update(tags=["ships", "quays"]))
    make_case(tmp_path, "unaccepted", accepted=False)  # without known.txt it is no matter of this command
    reasons = "# found in May\ntitle: cut off\nsubtitle: is lost\ntags 1: a label is not known\nsection 1: mended\n"
    (folder / "known.txt").write_text(reasons)
    checked = fixture(tmp_path, "check")
    assert checked.code == 1
    assert "tags  1 known, 2 found: a new defect" in checked.out
    assert "section  known to fail, yet it does not differ" in checked.out
    assert "scraper fixture known crane" in checked.err
    assert "accept" not in checked.err
    run = fixture(tmp_path, "known")
    assert (run.code, run.errors) == (0, [])
    assert run.out.splitlines() == [
        "crane  title  any number known, now 1",
        "crane  subtitle  any number known, now 1",
        "crane  tags  1 known, now 2",
        "  tags  lost",
        "    [-ships-]",
        "  tags  lost",
        "    [-quays-]",
        "crane  section  1 known, now none: the line is taken out",
    ]
    assert "1 of 2 changed" in run.err
    numbered = "# found in May\ntitle 1: cut off\nsubtitle 1: is lost\ntags 2: a label is not known\n"
    assert (folder / "known.txt").read_text() == numbered
    assert _agrees(folder)
    again = fixture(tmp_path, "known", "crane")
    assert (again.code, again.out) == (0, "")
    assert "0 of 1 changed" in again.err


def test_what_cannot_be_checked_keeps_its_known_failures(tmp_path: Path) -> None:
    folder = make_case(tmp_path, accepted=False)
    (folder / "known.txt").write_text("title: cut off\n")
    run = fixture(tmp_path, "known")
    assert run.code == 1
    assert "crane: has no article.json" in run.err
    assert (folder / "known.txt").read_text() == "title: cut off\n"


def test_a_broken_pin_outlives_accept(tmp_path: Path) -> None:
    folder = _spoiled(make_case(tmp_path))
    pinned = fixture(tmp_path, "pin", "STRIP", OPENING)
    assert pinned.code == 0
    assert "it is broken now: check fails" in pinned.err
    run = fixture(tmp_path, "accept")
    assert run.code == 1
    assert f'scraper fixture unpin STRIP "{OPENING}" crane' in " ".join(run.out.split())
    assert not _agrees(folder)
    assert fixture(tmp_path, "unpin", "STRIP", OPENING).code == 0
    assert not (folder / "pins.txt").exists()
    assert _agrees(folder)


def test_pins_find_their_case(tmp_path: Path) -> None:
    make_case(tmp_path, "one", without(MIDDLE))
    two = make_case(tmp_path, "two")
    assert fixture(tmp_path, "pin", "KEEP", MIDDLE).code == 0
    assert (two / "pins.txt").read_text() == f"KEEP {MIDDLE}\n"
    several = fixture(tmp_path, "pin", "keep", OPENING)
    assert (several.code, several.errors) == (
        1, ["error: pin: the words stand in 2 pages: one, two. Name the CASE after the words."],
    )  # fmt: skip
    nowhere = fixture(tmp_path, "pin", "STRIP", SIGN_UP.replace("best", "worst"), "one")
    assert nowhere.code == 1
    assert f"The nearest there is: {SIGN_UP}" in nowhere.err
    taken = fixture(tmp_path, "pin", "KEEP", SIGN_UP, "one")
    assert "the words are taken by signup/" in taken.err
    assert "The nearest is: KEEP" in fixture(tmp_path, "unpin", "KEEP", SIGN_UP[:-1], "one").err


def test_one_bad_case_does_not_stop_the_others(tmp_path: Path) -> None:
    make_case(tmp_path, "a-good")
    (make_case(tmp_path, "b-broken") / "article.json").write_text('{"title":\n\n oops}')
    make_case(tmp_path, "c-crashes", html(title="CRASH"))
    _spoiled(make_case(tmp_path, "d-differs"))
    (tmp_path / "code").mkdir()
    env = sabotage(tmp_path / "code", "if b'CRASH' in page.body:\n    os._exit(1)")
    run = scraper("fixture", "check", "--json", "--jobs", "2", "--fixtures", tmp_path, **env)
    assert run.code == 1
    cases = {case["case"]: case for case in run.json["cases"]}
    assert [name for name, case in cases.items() if case["passed"]] == ["a-good"]
    assert f"{tmp_path}/b-broken/article.json" in cases["b-broken"]["error"]
    assert "line 3" in cases["b-broken"]["error"]
    assert "c-crashes: " in cases["c-crashes"]["error"]
    assert [one["field"] for one in cases["d-differs"]["differences"]] == ["title", "subtitle"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("check", "crone"), "crone: is no case in .*The nearest is 'crane'"),
        (("check", "--fixtures", "nowhere"), "nowhere: is no folder of cases"),
        (("check", "--config", "none.toml"), "none.toml: cannot be read"),
        (("accept", "--field", "titel"), "The nearest is 'title'"),
        (("accept", "--field", "pins"), "a pin is never accepted away"),
        (("add",), "Give a URL or a file"),
        (("add", "a.html", "b.html", "--name", "x"), "are for one SOURCE"),
        (("add", "a.html", "--sample", "3"), "--sample goes with"),
        (("add", "a.html", "--from-job", "job.toml"), "leave out SOURCE"),
        (("pin", "HOLD", "words"), "HOLD"),
        (("add", "a.html", "--name", "a/b"), "is no name for a folder"),
    ],
)
def test_wrong_usage_is_told(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    make_case(tmp_path / "fixtures" / "pages", accepted=False)
    run = scraper("fixture", *words, cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert told.partition(".*")[0] in run.err
    assert told.rpartition(".*")[2] in run.err


def test_colours_are_for_terminals_alone(tmp_path: Path) -> None:
    _spoiled(make_case(tmp_path))
    assert "\x1b" not in fixture(tmp_path, "check").out
