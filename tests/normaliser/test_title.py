"""The headline: without the site's name, in the words that are printed or stated."""

from __future__ import annotations

import pytest
from described import HEADLINE, described, ld, moves_of

import scraper

OG = f'<meta property="og:title" content="{HEADLINE}">'
SITE = '<meta property="og:site_name" content="Harbour Post">'


@pytest.mark.parametrize(
    "tail", [" | Harbour Post", " - Harbour Post", " – Harbour Post", " — harbourpost.example", " :: Harbour Post"]
)
def test_site_name_comes_off(tail: str) -> None:
    assert described("", head=f"{SITE}<title>{HEADLINE}{tail}</title>").title == HEADLINE


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("渡轮今天恢复运行_海港日报网", "渡轮今天恢复运行"),
        ("渡轮今天恢复运行-海港网", "渡轮今天恢复运行"),
        ("渡轮今天恢复运行--海港学会官网", "渡轮今天恢复运行"),
        ("渡轮今天恢复运行_国内新闻_海港新闻网", "渡轮今天恢复运行"),
        ("渡轮の運航が再開 ：海港新聞", "渡轮の運航が再開"),
        ("渡轮今天恢复运行-票价不变", "渡轮今天恢复运行-票价不变"),
        ("渡轮今天恢复运行：船长很高兴", "渡轮今天恢复运行：船长很高兴"),
    ],
)
def test_houses_that_say_so_come_off_titles_without_spaces(title: str, headline: str) -> None:
    assert described("<p>渡轮</p>", head=f"<title>{title}</title>").title == headline


def test_site_name_in_front_comes_off() -> None:
    assert described("", head=f"{SITE}<title>Harbour Post: {HEADLINE}</title>").title == HEADLINE


def test_section_and_site_come_off_when_the_headline_is_known() -> None:
    assert described("", head=f"{OG}<title>{HEADLINE} | Local | Harbour Post</title>").title == HEADLINE


def test_a_dash_inside_a_headline_stays() -> None:
    title = "Ferry returns - and stays"
    assert described(f"<h1>{title}</h1>", head=f"{SITE}<title>{title} | Harbour Post</title>").title == title


def test_visible_headline_wins_over_the_title_for_search_engines() -> None:
    head = f"<title>Ferry news: all about the ferry return | Harbour Post</title>{SITE}"
    assert described(head=head).title == HEADLINE


def test_headline_of_record_of_a_news_article_wins() -> None:
    head = ld(**{"@type": "NewsArticle", "headline": "Old ferry is back in harbour"})
    assert described(head=head).title == "Old ferry is back in harbour"


def test_title_for_search_engines_in_jsonld_loses_to_quite_another_headline() -> None:
    other = "Ferry news: all about the comeback"
    head = ld(**{"@type": "NewsArticle", "headline": other}) + OG
    assert described(head=f"{head}<title>{other}</title>").title == HEADLINE


def test_the_headline_of_record_where_the_page_shows_none() -> None:
    head = ld(**{"@type": "NewsArticle", "headline": HEADLINE}) + f"<title>{HEADLINE}</title>"
    page = f"<html><head>{head}</head><body>" + "<p>The ferry came back to the old harbour on Monday.</p>" * 5
    assert scraper.clean(page).title == HEADLINE


def test_another_wording_of_the_same_headline_in_jsonld_is_of_record() -> None:
    other = HEADLINE.replace("the old harbour", "the harbour")
    head = ld(**{"@type": "NewsArticle", "headline": other}) + OG
    assert described(head=f"{head}<title>{other}</title>").title == other


def test_a_truncated_statement_does_not_win() -> None:
    head = ld(**{"@type": "NewsArticle", "headline": "Ferry returns to the..."})
    assert described(head=head).title == HEADLINE


def test_a_heading_that_is_the_site_is_not_the_headline() -> None:
    fields = described("<h1>Harbour Post</h1><h2>Local</h2>", head=f"{SITE}{OG}")
    assert fields.title == HEADLINE


def test_kicker_stays_with_the_headline_when_sources_agree_on_it() -> None:
    full = f"Shipping: {HEADLINE}"
    head = f'<meta property="og:title" content="{full}"><title>{full}</title>'
    assert described(head=head).title == full


def test_entities_and_tags_in_statements_are_resolved() -> None:
    head = ld(**{"@type": "Article", "headline": "Salt &amp;amp; <i>rope</i>"})
    assert described("", head=head).title == "Salt & rope"


def test_every_candidate_is_kept_with_its_source() -> None:
    head = f"{OG}<title>Another title</title>{ld(**{'@type': 'Article', 'headline': 'A third one'})}"
    found = {
        (candidate.source, candidate.value)
        for candidate in described(head=head).candidates
        if candidate.field == "title"
    }
    assert {
        ("opengraph", HEADLINE),
        ("title-tag", "Another title"),
        ("jsonld", "A third one"),
        ("visible", HEADLINE),
    } <= found


def test_headline_and_its_repeat_move() -> None:
    moves = moves_of(f"<h1>{HEADLINE}</h1><div>Ferry returns to the old harbour</div>")
    assert moves.count(("title", HEADLINE)) == 2


def test_a_subheading_of_the_same_words_inside_the_body_stays() -> None:
    prose = f"<p>{'word ' * 30}</p>"
    body = f"{prose}{prose}<p>{HEADLINE} and then it left again on a cold and misty morning in May.</p>"
    assert [words for field, words in moves_of(body=body) if field == "title"] == [HEADLINE]


def test_without_any_statement_there_is_no_title() -> None:
    assert described("").title is None


def test_headings_below_the_body_and_the_logo_are_other_headlines() -> None:
    head = "<title>Where to sail in the old harbour | Harbour Post</title>"
    above = "<h1>Harbour Post</h1><h1>The best boats to sail in the old harbour</h1>"
    below = "<h1>Where to swim in the old harbour and the bay</h1>"
    assert described(above, below, head=head).title == "The best boats to sail in the old harbour"


def test_a_date_line_in_the_element_of_the_headline_is_taken_off() -> None:
    head = f'<title>{HEADLINE}</title><meta property="og:title" content="{HEADLINE}">'
    assert described(f"<h1>{HEADLINE} <span>Posted on May 3, 2024</span></h1>", head=head).title == HEADLINE


@pytest.mark.parametrize("sign", ["¶", " #", "🔗"])
def test_the_sign_of_a_permalink_comes_off(sign: str) -> None:
    assert described(f'<h1>{HEADLINE}<a href="#x">{sign}</a></h1>').title == HEADLINE


def test_a_number_sign_of_the_headline_itself_stays() -> None:
    assert described("<h1>Ferries learn C#</h1>").title == "Ferries learn C#"


def test_a_headline_in_large_letters() -> None:
    above = f'<font size="5"><b>{HEADLINE}</b></font><br><font size="2">By Jane Doe</font>'
    assert described(above, head="<title>Harbour Post - Ferry is back</title>").title == HEADLINE
    small = f'<font size="2">{HEADLINE}</font>'
    assert described(small, head="<title>Ferry is back</title>").title == "Ferry is back"


def test_an_underscore_before_the_site_in_a_script_without_spaces() -> None:
    title = "老茶马驿道修复完工"
    assert described(f"<h1>{title}</h1>", head=f"<title>{title}_云栖新闻网</title>").title == title


def test_a_headline_beside_another_wording_in_a_script_without_spaces() -> None:
    title = "第7回 潮見台の上の、カレーうどん"
    assert described(f"<h1>{title}</h1>", head="<title>路面電車の終点（第7回） | 月刊まちあるき</title>").title == title


def test_a_section_of_the_address_comes_off_behind_a_bar_alone() -> None:
    url = "https://www.harbourpost.example/opinion/ferry"
    assert described("", head=f"<title>{HEADLINE} | Opinion</title>", url=url).title == HEADLINE
    assert described("", head="<title>Ferries: an opinion</title>", url=url).title == "Ferries: an opinion"


@pytest.mark.parametrize(
    ("tail", "markup", "name"),
    [
        ("Harbour Post", "", "Harbour Post"),  # the host says the same
        ("The Quay", '<a href="/"><img src="l.png" alt="The Quay logo"></a>', "The Quay"),
        ("The Quay", '<div><a href="https://www.harbourpost.example/">The Quay</a></div>', "The Quay"),
        ("The Quay", "<footer>Copyright 2024 The Quay. All rights reserved.</footer>", "The Quay"),
        ("The Quay", "", None),
        ("The Quay", '<div><a href="/quay">The Quay</a></div>', None),
        ("Home", '<div><a href="/">Home</a></div>', None),
    ],
)
def test_a_site_that_two_clues_name(tail: str, markup: str, name: str | None) -> None:
    fields = described(below=markup, head=f"<title>Ferry news | {tail}</title>")
    assert fields.site.name == name


def test_what_is_stated_beats_what_two_clues_say() -> None:
    assert described(head=f"{SITE}<title>{HEADLINE} | The Quay</title>", below="<p>© The Quay</p>").site.name == (
        "Harbour Post"
    )


def test_a_heading_that_leads_home_is_the_masthead() -> None:
    masthead, headline = '<h1><a href="/">The quay of the island</a></h1>', f"<h2>{HEADLINE}</h2>"
    assert ("title", HEADLINE) in moves_of(masthead + headline, head=OG)
    assert ("title", "The quay of the island") not in moves_of(masthead + headline, head=OG)


def test_a_lesser_heading_is_no_headline_when_nothing_says_so() -> None:
    above = "<h1>Another day on the island</h1><h2>Ferries of the north</h2>"
    assert ("title", "Ferries of the north") not in moves_of(above, head=OG)


@pytest.mark.parametrize("stated", ["Home", "Untitled Document", "Startseite", "News | Harbour Post"])
def test_a_title_element_that_says_nothing_loses_to_the_headline(stated: str) -> None:
    assert described(head=f"{SITE}<title>{stated}</title>").title == HEADLINE


def test_the_name_of_the_site_loses_where_the_page_says_that_it_is_an_article() -> None:
    stated = '<meta property="og:title" content="Harbour Post"><title>Harbour Post</title>'
    assert described(head=f'{SITE}{stated}<meta property="og:type" content="article">').title == HEADLINE


@pytest.mark.parametrize(("kind", "title"), [("article", HEADLINE), ("website", "The Courier")])
def test_a_short_title_element_loses_where_the_page_says_that_it_is_an_article(kind: str, title: str) -> None:
    head = f'<title>The Courier</title><meta property="og:type" content="{kind}">'
    assert described(head=head).title == title


def test_a_title_element_that_says_nothing_wins_over_the_masthead() -> None:
    fields = described("<h1>The Harbour Post, since 1881</h1>", head=f"{SITE}<title>Ferries</title>")
    assert fields.title == "Ferries"


@pytest.mark.parametrize("space", ["", " "])
def test_a_kicker_within_the_headline_is_told_from_it_when_a_statement_agrees(space: str) -> None:
    parts = f"<span class=kicker>Traffic</span>{space}<span>{HEADLINE}</span>"
    fields = described(f"<h1>{parts}</h1>", head=f"<title>{HEADLINE} | The Courier</title>")
    assert (fields.title, fields.kicker) == (HEADLINE, "Traffic")


def test_a_title_is_one_line() -> None:
    assert described("<h1>Council<br>closes the bridge</h1>").title == "Council closes the bridge"
