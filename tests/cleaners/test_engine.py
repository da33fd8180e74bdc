"""The machine that runs the rules: selectors, phrases, second signals, spans on word borders."""

from __future__ import annotations

import re

import pytest
from cssselect import HTMLTranslator
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from scraper.cleaners.engine.examine import Examiner, examiner, whole_words
from scraper.cleaners.engine.fold import fold
from scraper.cleaners.engine.index import MarkupIndex
from scraper.cleaners.engine.markup import parse
from scraper.cleaners.engine.phrasebook import Phrasebook
from scraper.cleaners.engine.prose import Prose, size
from scraper.cleaners.engine.rules import Cleaner, Rule, css, function, pattern
from scraper.cleaners.engine.signals import Signals
from scraper.cleaners.engine.texts import bare
from scraper.cleaners.engine.words import made_of
from scraper.document import read
from scraper.model import Document, Node, Page, Verdict
from scraper.tagged import tagged

PROSE = (
    "The harbour was rebuilt after the storm, and the town council voted to keep the old lighthouse open to visitors "
    * 2
)


def page(body: str) -> Document:
    return read(Page(f"<html><body>{body}</body></html>".encode(), media_type="text/html", charset="utf-8"))


def run(document: Document, *rules: Rule) -> tuple[Verdict, ...]:
    return Examiner([Cleaner("trial", "rules on trial", rules)]).examine(document)


# --------------------------------------------------------------------------- selectors

NAMES = st.sampled_from(("ad", "share", "share-bar", "top", "nav", "x1", "read_more", "barshare"))
TAGS = st.sampled_from(("div", "p", "aside", "nav", "span"))
VALUES = st.lists(NAMES, min_size=1, max_size=3).map(" ".join)
ATTRIBUTES = st.dictionaries(st.sampled_from(("class", "id", "role", "href", "rel")), VALUES, max_size=3)
CONDITIONS = st.one_of(
    NAMES.map(lambda name: f".{name}"),
    NAMES.map(lambda name: f"#{name}"),
    st.tuples(
        st.sampled_from(("class", "id", "role", "href", "rel")), st.sampled_from(("=", "~=", "*=", "^=", "$=")), NAMES
    ).map(lambda parts: f'[{parts[0]}{parts[1]}"{parts[2]}"]'),
    st.sampled_from(("[role]", "[href]", "[rel]")),
)
COMPOUNDS = st.tuples(st.sampled_from(("", "div", "p", "aside", "*")), st.lists(CONDITIONS, max_size=3)).map(
    lambda parts: parts[0] + "".join(parts[1]) if parts[1] or parts[0] not in ("", "*") else "div"
)


@settings(max_examples=300, deadline=None)
@given(st.lists(COMPOUNDS, min_size=1, max_size=6), st.lists(st.tuples(TAGS, ATTRIBUTES), min_size=1, max_size=6))
def test_selectors_match_what_css_matches(selectors: list[str], elements: list[tuple[str, dict[str, str]]]) -> None:
    root = etree.Element("section")
    for tag, attrs in elements:
        etree.SubElement(root, tag, attrs)
    index = MarkupIndex((number, compound) for number, text in enumerate(selectors) for compound in parse(text))
    for place, element in enumerate(root):
        node = Node(place, element.tag, -1, 0, element.attrib, 0, 0, 0, 0, False, element)
        ours = {entry.key for _, entries in index.ask([node]) for entry in entries}
        theirs = {
            number
            for number, text in enumerate(selectors)
            if element in root.xpath(HTMLTranslator().css_to_xpath(text))
        }
        assert ours == theirs


@pytest.mark.parametrize(
    "selector", ["div p", "div > p", "a:hover", "p:not(.x)", "", "a,,b", "[class", ".a + .b", "a::before", "[x=1", "*"]
)
def test_what_is_no_simple_compound_is_refused(selector: str) -> None:
    with pytest.raises(ValueError, match="not a simple compound"):
        parse(selector)


def test_values_are_compared_without_case() -> None:
    document = page('<div CLASS="ShareBar">Share</div><a HREF="HTTPS://T.ME/Share?x">Send</a>')
    found = run(document, css("bar", "[class*=sharebar]", "a bar"), css("link", "[href*=t.me/share]", "a link"))
    assert [(verdict.rule, verdict.block) for verdict in found] == [("bar", 0), ("link", 1)]


@pytest.mark.parametrize("name", ["ad", "top-ad", "ad_2", "AdSlot", "sidebar ad"])
def test_name_words_are_found_in_names(name: str) -> None:
    assert run(page(f'<div class="{name}">Buy</div>'), css("ad", "[name-word=ad]", "an ad"))


@pytest.mark.parametrize("name", ["header", "download", "badge", "a9f3ad7c", "shadow"])
def test_name_words_are_whole_words(name: str) -> None:
    assert not run(page(f'<div class="{name}">Buy</div>'), css("ad", "[name-word=ad]", "an ad"))


@pytest.mark.parametrize("name", ["category-share", "tag-share-prices", "post_tag-share", "topic-share"])
def test_topics_of_a_post_are_no_names(name: str) -> None:
    document = page(f'<div class="post {name}">Prices fell.</div>')
    assert not run(document, css("word", "[name-word=share]", "a bar"), css("part", "[class*=share]", "a bar"))


def test_an_element_with_most_of_the_prose_is_left_alone() -> None:
    inside, outside = f"<p>{PROSE}</p>" * 3, f"<p>{PROSE}</p>" * 2
    document = page(f'<div class="share">{inside}</div>{outside}')
    assert not run(document, css("bar", ".share", "a bar"))
    assert run(document, css("bar", ".share", "a bar", bulky=True))


def test_a_bulky_rule_wants_prose_outside() -> None:
    document = page(f'<div class="thread"><p>{PROSE}</p><p>{PROSE}</p></div><p>Short line.</p>')
    assert not run(document, css("thread", ".thread", "a thread", bulky=True))


def test_body_and_html_are_never_covered() -> None:
    document = read(Page(b'<html class="share"><body class="share"><p>Text</p></body></html>', media_type="text/html"))
    assert not run(document, css("bar", ".share", "a bar"))


def test_outside_keeps_a_rule_out_of_tags() -> None:
    document = page("<header>Site</header><article><div><header>Title</header></div></article>")
    found = run(document, css("header", "header", "a header", outside="article main"))
    assert [document.blocks[verdict.block].text for verdict in found] == ["Site"]


def test_elements_inside_a_covered_element_add_nothing() -> None:
    document = page('<div class="nav"><ul class="nav"><li class="nav">One</li></ul><p>Two</p></div>')
    found = run(document, css("menu", ".nav", "a menu"))
    assert [(verdict.block, verdict.start) for verdict in found] == [(0, 0), (1, 0)]


def test_a_part_of_a_block_has_a_strength_of_its_own() -> None:
    document = page(f'<p>{PROSE} <span class="aside">as all know</span></p><p class="aside">{PROSE}</p><p>{PROSE}</p>')
    rule = css("aside", ".aside", "an aside", parts="certain")
    assert [verdict.strength for verdict in run(document, rule)] == ["certain", "strong"]


def test_spans_are_drawn_in_to_word_borders() -> None:
    document = page('<p>See the<span class="x">refore it</span> ends <b class="x">here</b>.</p>')
    found = run(document, css("x", ".x", "a part"))
    assert [document.blocks[0].text[v.start : v.end].strip() for v in found] == ["it"]


@given(st.text(alphabet="ab \n", min_size=1, max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_whole_words_never_cut_a_word(source: str, start: int, end: int) -> None:
    document = page(f"<pre>x{source}x</pre>")
    body = document.blocks[0].text
    for block, first, last in whole_words(document, [(0, min(start, len(body)), min(end, len(body)))]):
        assert block == 0
        assert not first or body[first].isspace() or body[first - 1].isspace()
        assert last == len(body) or body[last].isspace() or body[last - 1].isspace()


def test_an_element_behind_the_last_character_of_a_pre_has_no_words() -> None:
    document = page('<pre>Sign up now<span class="newsletter">&nbsp;</span></pre>')
    assert [verdict for verdict in examiner().examine(document) if verdict.rule == "newsletter-box"] == []


# --------------------------------------------------------------------------- phrases


def found_in(folded: str, *phrases: str) -> list[str]:
    return [hit.phrase for hit in Phrasebook((0, phrase) for phrase in phrases).find(fold(folded))]


def test_phrases_stop_at_word_borders() -> None:
    assert found_in("The sharecropper shared", "share", "share") == []
    assert found_in("Share, please. (share) SHARE!", "share") == ["share", "share", "share"]


@pytest.mark.parametrize(
    ("source", "phrase"),
    [("この記事をシェアする", "シェア"), ("点击分享本文", "分享"), ("기사공유하기", "공유"), ("คลิกแชร์เลย", "แชร์")],
)
def test_scripts_without_spaces_have_no_borders(source: str, phrase: str) -> None:
    assert found_in(source, phrase) == [fold(phrase)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MENÜ", "menü"),
        ("MENÚ", "menu"),
        ("İÇERİĞE GEÇ", "içeriğe geç"),
        ("KAPALI", "kapalı"),
        ("ΣΧΌΛΙΑ ΑΝΑΓΝΩΣΤΏΝ", "σχόλια αναγνωστών"),
        ("ΌΛΑ ΤΑ ΝΈΑ ΜΑΣ", "όλα τα νέα μας"),
        ("Ещё", "еще"),
        ("أعلن معنا", "اعلن معنا"),
        ("ＳＨＡＲＥ：", "share:"),
        ("Don’t miss", "don't miss"),
        ("read\u00a0more", "read more"),
    ],
)
def test_folding_makes_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_keeps_the_length(source: str) -> None:
    assert len(fold(source)) == len(source)


def test_vowel_signs_stay_at_the_edge_of_a_bare_text() -> None:
    assert bare(fold("» हिन्दी «")) == "हिन्दी"


def test_words_of_scripts_without_spaces_are_counted() -> None:
    assert size("本网站使用相关技术提供更好的阅读体验") == 9
    assert size("three short words") == 3


def test_only_whole_phrases_make_up_a_text() -> None:
    listed = frozenset(("share", "on", "copy link", "facebook"))
    assert made_of("share on facebook | copy link", listed) == ["share", "on", "facebook", "copy link"]
    assert made_of("share on facebook live", listed) is None
    assert made_of("copy", listed) is None


# --------------------------------------------------------------------------- second signals


def signals(document: Document, block: int, chars: int = 4) -> tuple[str, ...]:
    return Signals(document, Prose(document)).of(document.blocks[block], chars, False)


def test_a_phrase_in_running_text_has_no_signal() -> None:
    document = page(f"<p>{PROSE}</p><p>He wanted to share it with all of them in the end.</p><p>{PROSE}</p>")
    assert signals(document, 1) == ()


@pytest.mark.parametrize(
    ("body", "signal"),
    [
        ('<p><a href="/x">Share this now</a></p>', "most of it is links"),
        ("<p>Share</p>", "the phrase is most of the block"),
        ("<footer><p>Share this with all of them</p></footer>", "it stands in page furniture"),
        ("<p>Share this with all of them</p><input name=q>", "it is next to a form control"),
        ("<p hidden>Share this with all of them</p>", "it is hidden"),
    ],
)
def test_each_signal_speaks_for_itself(body: str, signal: str) -> None:
    document = page(f"<p>{PROSE}</p>{body}<p>{PROSE}</p>")
    assert signals(document, 1) == (signal,)


def test_position_and_repetition_are_signals() -> None:
    document = page(
        f"<p>Share it with them all today</p><p>{PROSE}</p><p>{PROSE}</p><p>Share it with them all today</p>"
    )
    assert "it stands outside the running text" in signals(document, 0)
    assert "it is repeated on the page" in signals(document, 3)


def test_chinese_prose_has_a_position_too() -> None:
    prose = "港口在风暴之后重建，镇议会投票决定让旧灯塔继续向游客开放，并且在今年夏天修缮通往灯塔的道路和小博物馆。"
    document = page(f"<p>{prose}</p><p>分享</p><p>{prose}</p>")
    assert "it stands outside the running text" not in signals(document, 1, 2)


def test_patterns_take_whole_blocks_only() -> None:
    document = page("<p>12</p><p>12 apples</p><p>1 2 3 4</p>")
    found = run(document, pattern("number", r"\d+(?: \d+)*", "numbers", max_words=2))
    assert [verdict.block for verdict in found] == [0]


def test_functions_get_their_evidence_into_the_verdict() -> None:
    found = run(page("<p>One</p>"), function("all", lambda document: [(0, 0, 3, "because")], "everything", "certain"))
    assert found == (Verdict("trial", "all", 0, 0, 3, "certain", ("because",)),)


# --------------------------------------------------------------------------- all of them


def test_every_cleaner_says_what_it_is_about_and_why() -> None:
    for name, rule in examiner().rules:
        assert re.fullmatch(r"[a-z_]+", name)
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.id)
        assert rule.reason


def test_rule_ids_are_unique() -> None:
    ids = [f"{name}/{rule.id}" for name, rule in examiner().rules]
    assert len(ids) == len(set(ids))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/ab=\"' \nshare:READlo分享é.", max_size=200))
def test_examining_any_page_gives_spans_on_word_borders(source: str) -> None:
    element = lxml_html.fragment_fromstring(source, create_parent="div")
    document = page(f"<div>x {lxml_html.tostring(element, encoding='unicode')}</div>")
    for verdict in examiner().examine(document):
        body = document.blocks[verdict.block].text
        assert 0 <= verdict.start < verdict.end <= len(body)
        for place in (verdict.start, verdict.end):
            assert place in (0, len(body)) or body[place].isspace() or body[place - 1].isspace()


def test_two_examinations_say_the_same() -> None:
    document, other = page(f"<p>{PROSE}</p><footer>Share</footer>"), page("<p>Subscribe</p>")
    first = examiner().examine(document)
    examiner().examine(other)
    assert examiner().examine(document) == first


def test_a_page_of_elements_without_a_word_can_be_examined() -> None:
    assert examiner().examine(page("<header><h1></h1></header><input type=email><nav></nav><video></video>")) == ()


def test_phrases_are_found_alike_in_blocks_of_ascii_and_beside_other_letters() -> None:
    phrases = Phrasebook([(1, "sign up"), (2, "обзор"), (3, "sign"), (4, "teilen für")])
    text = fold("Sign up now\x1eОбзор: sign up\x1edesign upper\x1eteilen\x1efür alle\x1eTeilen für alle")
    found = [(hit.key, text[hit.start : hit.end]) for hit in phrases.find(text)]
    assert found == [
        (3, "sign"),
        (1, "sign up"),
        (2, "обзор"),
        (3, "sign"),
        (1, "sign up"),
        (4, "teilen fur"),
    ]


@pytest.mark.parametrize("entries", [[], [(1, "обзор")]])
def test_a_phrasebook_without_a_phrase_for_a_text_finds_nothing(entries: list[tuple[int, str]]) -> None:
    assert list(Phrasebook(entries).find("sign up\x1esign ´ up")) == []


def test_elements_by_tags_come_in_page_order() -> None:
    found = tagged(page("<input id=a><textarea id=b></textarea><p>x</p><input id=c>"), "textarea", "input", "header")
    assert [node.attrs["id"] for node in found] == ["a", "b", "c"]
