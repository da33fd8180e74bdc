"""The parts of the review: the page in its frame, what can be undone, what is proposed, what is listed."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from reviewing import PAGES, STORY, URL

from scraper.config import DEFAULT, Config, HostConfig
from scraper.errors import FixtureError, ReadError, ScraperError
from scraper.model import Page
from scraper.pipeline import clean
from scraper.regression.difference import Difference
from scraper.regression.known import Stale
from scraper.regression.pins import Pin, broken
from scraper.report.review.difference_view import differences_view
from scraper.report.review.filters import Filters, Summary
from scraper.report.review.frame import frame_of, harmless
from scraper.report.review.frame_page import frame_page
from scraper.report.review.journal import Journal
from scraper.report.review.look import Against, look_at
from scraper.report.review.proposals import Advice, Wanted, Wish, advise
from scraper.report.review.units import Unit, units_of

HOSTILE = Path(__file__).with_name("hostile.html")
EVERY_PAGE = [*sorted(PAGES.glob("*/page.*ml")), *sorted(PAGES.glob("*/page.txt")), HOSTILE]


def letters(text: str) -> str:
    return "".join(text.split())


# --------------------------------------------------------------------------- the frame


@pytest.mark.parametrize("path", EVERY_PAGE, ids=lambda path: path.parent.name)
def test_every_word_stands_in_the_element_of_its_unit(path: Path) -> None:
    check(path.read_bytes())


def check(body: bytes) -> None:
    cut = clean(Page(body)).cut
    units = units_of(cut)
    assert [letters(unit.text) for unit in units] == [letters(u.text) for u in units if u.text.strip()]
    assert "".join(letters(unit.text) for unit in units) == "".join(
        letters(block.text) for block in cut.document.blocks
    )
    tree = html.document_fromstring(frame_page(frame_of(cut, units)))
    written: dict[int, str] = {}
    for element in tree.iter("span"):
        if number := element.get("data-rv-unit"):
            written[int(number)] = written.get(int(number), "") + letters(element.text or "")
    assert written == {unit.number: letters(unit.text) for unit in units}
    assert letters("".join(tree.find("body").itertext())) == "".join(written.values()) or not units
    names = {name for element in tree.body.iter() for name in element.attrib}
    assert names <= set(
        "class id lang dir colspan rowspan align valign start reversed value hidden scope style title"
        " data-rv data-rv-unit".split()
    )
    assert not {element.tag for element in tree.iter()} & set(
        "script iframe frame object embed applet img picture video audio source svg math form input button select"
        " textarea base link template portal a:href".split()
    )


TAGS = st.sampled_from("p div span a b pre table tr td ul li svg iframe noscript object button template style".split())
TEXT = st.text(alphabet="ab <>&'\"\u200b\n", max_size=12)


@settings(deadline=None, max_examples=60)
@given(st.recursive(TEXT, lambda inner: st.tuples(TAGS, st.lists(inner, max_size=4)), max_leaves=12))
def test_any_markup(tree: object) -> None:
    def written(node: object) -> str:
        if isinstance(node, str):
            return node
        tag, inner = node  # type: ignore[misc]
        return f"<{tag} onclick=x href='javascript:x' style='background:url(x)'>{''.join(map(written, inner))}</{tag}>"

    try:
        check(f"<body>{written(tree)}".encode())
    except ReadError:
        return  # no word in it


@pytest.mark.parametrize(
    "css",
    [
        "a { background: url(https://x.example/i.png) }",
        "a { background: u\\72l(https://x.example/) }",
        "a { background: \\000075 rl('https://x.example/') }",
        "@import 'https://x.example/a.css'; @IMPORT url(x);",
        "@\\69mport 'x'; @\\i\\mport 'x'; @font-face { src: url(x) }",
        "a { background: image-set('x' 1x); content: -webkit-image-set(url(x) 1x) }",
        "a { background: ururl(l(x); cursor: src('x') }",
        "</style><script>x</script><!--",
        "a { behavior: url(x); -moz-binding: url(x) }",
    ],
)
def test_style_sheets_become_harmless(css: str) -> None:
    plain = harmless(css)
    assert not re.search(
        r"(?:url|src|image-set|image)\s*\(|@\s*(?:import|font-face)|behavior:|binding:|<|\\", plain, re.I
    )


def test_ordinary_style_sheets_stay() -> None:
    css = ".story > p { color: #333; margin: 0 auto } @media (max-width: 40em) { nav { display: none } }"
    assert harmless(css) == css
    page = f"<style>{css}</style><p class='lead rv-on x' id='rv-1'>Words of the page".encode()
    cut = clean(Page(page)).cut
    shown = frame_page(frame_of(cut, units_of(cut)))
    assert css in shown
    assert '<p class="lead  x" id="">' in shown


# --------------------------------------------------------------------------- undo


def test_steps_are_undone_one_by_one(tmp_path: Path) -> None:
    journal, folder = Journal(), tmp_path / "case"
    folder.mkdir()
    (folder / "article.json").write_bytes(b"one")
    with journal.step("accept", "case", folder):
        (folder / "article.json").write_bytes(b"two")
        (folder / "removals.json").write_bytes(b"new")
    with journal.step("pin", "case", folder):
        (folder / "pins.txt").write_bytes(b"KEEP x\n")
    with journal.step("nothing", "case", folder):
        pass
    assert [step.words for step in journal.steps] == ["accept", "pin"]
    undone = journal.undo()
    assert undone
    assert undone.words == "pin"
    assert sorted(path.name for path in folder.iterdir()) == ["article.json", "removals.json"]
    assert journal.undo()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"article.json": b"one"}
    assert journal.undo() is None


def test_a_step_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    journal, folder = Journal(), tmp_path / "case"
    folder.mkdir()
    (folder / "a").write_bytes(b"1")

    def fail() -> None:
        with journal.step("accept", "case", folder):
            (folder / "a").write_bytes(b"2")
            (folder / "b").write_bytes(b"2")
            raise FixtureError("case", "broke half-way")

    with pytest.raises(ScraperError, match="half-way"):
        fail()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a": b"1"}
    assert journal.steps == []


def test_a_new_case_is_undone_with_its_folder(tmp_path: Path) -> None:
    journal, folder = Journal(), tmp_path / "new"
    with journal.step("add", "new", folder):
        folder.mkdir()
        (folder / "page.html").write_bytes(b"<p>")
    assert journal.undo()
    assert not folder.exists()


# --------------------------------------------------------------------------- proposals


def advice_for(words: str, wish: Wish, config: Config = DEFAULT, page: Page | None = None) -> tuple[Advice, Unit]:
    page = page or Page(STORY.encode(), url=URL, final_url=URL)
    before = clean(page, config)
    unit = next(unit for unit in units_of(before.cut) if words in " ".join(unit.text.split()))
    pin = Pin(wish, " ".join(unit.text.split()))
    return advise(Wanted(page, config, unit, wish, lambda article: not broken((pin,), article)), before), unit


def test_what_is_proposed_works_when_it_is_done() -> None:
    advice, unit = advice_for("Subscribe to our newsletter", "KEEP")
    works = [one for one in advice.proposals if one.works]
    assert {f"--disable {unit.by}"} <= {one.option for one in works}
    assert any(one.toml == '[host."harbour-post.example"]\nkeep = ["div.newsletter-signup"]' for one in works)
    assert [one.works for one in advice.proposals] == sorted((one.works for one in advice.proposals), reverse=True)
    host = {"harbour-post.example": HostConfig(keep=("div.newsletter-signup",))}
    for config in (Config(host=host),):
        assert "Subscribe to our newsletter" in clean(Page(STORY.encode(), url=URL), config).article.text


def test_what_else_a_proposal_changes_is_counted() -> None:
    page = Page((PAGES / "news-with-everything" / "page.html").read_bytes(), url="https://news.example/a")
    advice, unit = advice_for("Get the stories that matter", "KEEP", page=page)
    one = next(one for one in advice.proposals if one.toml.endswith('keep = ["div.newsletter-signup"]'))
    config = Config(host={"news.example": HostConfig(keep=("div.newsletter-signup",))})
    more = clean(page, config).conservation.kept - clean(page).conservation.kept
    assert more == len(unit.text.split()) + one.back - one.gone
    assert one.back > 0
    assert one.examples[0].startswith("The Courier Briefing")


def test_to_strip_the_narrowest_selector_comes_first() -> None:
    advice, _ = advice_for("Our reporters stay", "STRIP")
    first = advice.proposals[0]
    assert (first.works, first.others) == (True, 0)
    assert first.toml == '[host."harbour-post.example"]\nstrip = ["p.house-note"]'
    assert all(one.option == "" for one in advice.proposals)


def test_what_the_configuration_keeps_is_told() -> None:
    _, unit = advice_for("Subscribe to our newsletter", "KEEP")
    config = Config(disable=(unit.by, "legal"))
    result = clean(Page(STORY.encode(), url=URL), config)
    if "Subscribe to our newsletter" not in result.article.text:
        config = dataclasses.replace(config, disable=("signup", "content", "promotion"))
    advice, _ = advice_for("Subscribe to our newsletter", "STRIP", config)
    assert any(one.toml.startswith("# take ") and one.works for one in advice.proposals)


def test_where_selectors_do_nothing_is_told() -> None:
    advice, _ = advice_for("Subscribe to our newsletter", "KEEP", page=Page(STORY.encode()))
    assert advice.notes == ("The page has no address, so no section of a host holds for it: give one in page.json.",)
    assert all("[host" not in one.toml for one in advice.proposals)
    text = (PAGES / "scraped-text" / "page.txt").read_bytes()
    advice, _ = advice_for("", "STRIP", page=Page(text, url=URL))
    assert advice.notes == ("Plain text has no elements, so selectors can do nothing here.",)


# --------------------------------------------------------------------------- the list


CASES = [
    Summary("ferries", "Ferries stop", "harbour.example", "article", 0.9, 0, {"signup/call": 9}),
    Summary("bridge", "A bridge", "harbour.example", "article", 0.4, 3, {"navigation/menu": 9}),
    Summary("tram", "Trams", "tram.example", "listing", 0.6, None, {"signup/form": 1, "navigation/menu": 2}),
    Summary("torn", error="is torn"),
    Summary("later", looked_at=False),
]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, "ferries bridge tram torn later"),
        ({"q": "HARBOUR stop"}, "ferries"),
        ({"state": "differs"}, "bridge"),
        ({"state": "new"}, "tram"),
        ({"state": "failed"}, "torn"),
        ({"state": "waiting"}, "later"),
        ({"cleaner": "signup"}, "ferries tram"),
        ({"rule": "signup/form"}, "tram"),
        ({"site": "harbour.example", "quality": "0.5"}, "bridge"),
        ({"quality": "none"}, "ferries bridge tram torn later"),
    ],
)
def test_filters(query: dict[str, str], names: str) -> None:
    filters = Filters.of(query)
    assert " ".join(case.name for case in CASES if filters.let(case)) == names
    assert Filters.of(filters.values) == filters


# --------------------------------------------------------------------------- the differences


def test_known_failures_that_are_counted_otherwise_are_told() -> None:
    lost = tuple(Difference("tags", "lost", word, None) for word in ("ships", "quays"))
    against = Against(True, lost, (Difference("kicker", "lost", "Port", None),), (Stale("tags", 1, 2),))
    tree = html.fromstring(f"<div>{differences_view(against, (), '')}</div>")
    items = [item.text_content() for item in tree.xpath("//ol[@class='differences']/li")]
    assert items == ["tags lostships", "tags lostquays", "tags" + str(against.stale[0])]
    assert look_at("crane", clean(Page(STORY.encode())), against).summary.differences == 2
    assert [item.text_content() for item in tree.xpath("//ol[@class='differences known']/li")] == ["kicker lostPort"]
