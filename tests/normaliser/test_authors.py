"""Which of the statements on authors count."""

from __future__ import annotations

import pytest
from described import HEADLINE, described, ld, moves_of

from scraper.article import Author
from scraper.model import Fields


def names(fields: Fields) -> list[str]:
    return [author.name for author in fields.authors]


def article(author: object) -> str:
    return ld(**{"@type": "NewsArticle", "headline": HEADLINE, "author": author})


def top(line: str) -> str:
    return f"<h1>{HEADLINE}</h1>{line}"


def test_jsonld_in_every_shape() -> None:
    for shape in ("Jane Doe", ["Jane Doe"], {"name": "Jane Doe"}, [{"@type": "Person", "name": ["Jane Doe"]}]):
        assert names(described(head=article(shape))) == ["Jane Doe"]


def test_jsonld_reference_into_the_graph() -> None:
    graph = [
        {"@type": "Article", "headline": HEADLINE, "author": {"@id": "#jane"}},
        {"@type": "Person", "@id": "#jane", "name": "Jane Doe", "url": "/people/jane", "jobTitle": "Reporter"},
    ]
    fields = described(head=ld(**{"@graph": graph}))
    assert fields.authors == (Author("Jane Doe", "https://www.harbourpost.example/people/jane", "Reporter"),)


def test_of_several_articles_the_one_of_this_page_counts() -> None:
    other = ld(**{"@type": "NewsArticle", "headline": "Quite another story", "author": "John Roe"})
    assert names(described(head=other + article("Jane Doe"))) == ["Jane Doe"]


def test_people_come_before_the_agency() -> None:
    fields = described(head=article(["Reuters", "Jane Doe"]))
    assert names(fields) == ["Jane Doe"]
    assert fields.agency == ("Reuters",)


def test_without_people_the_house_it_credits_is_named_and_says_so() -> None:
    assert described(head=article({"@type": "Organization", "name": "Harbour Post"})).authors == (
        Author("Harbour Post", role="organization"),
    )
    assert described(head=article("dpa")).authors == (Author("dpa", role="agency"),)


def test_printed_people_come_before_a_stated_house() -> None:
    assert names(described(top("<p>By Jane Doe</p>"), head=article("Harbour Post"))) == ["Jane Doe"]


def test_a_printed_byline_corrects_who_typed_it_in() -> None:
    assert names(described(top("<p>By Jane Doe</p>"), head=article("Ann Admin"))) == ["Jane Doe"]


def test_a_printed_byline_adds_the_second_author() -> None:
    assert names(described(top("<p>By Jane Doe and John Roe</p>"), head=article("Jane Doe"))) == [
        "Jane Doe",
        "John Roe",
    ]


def test_one_person_in_two_spellings_is_one() -> None:
    assert names(described(head=article(["José Núñez", "Jose Nunez", "JOSÉ NÚÑEZ"]))) == ["José Núñez"]


def test_meta_elements() -> None:
    head = '<meta name="author" content="Jane Doe, John Roe"><meta property="article:author" content="https://social.example/jane">'
    assert names(described(head=head)) == ["Jane Doe", "John Roe"]


def test_library_metadata_has_the_last_name_first() -> None:
    head = '<meta name="citation_author" content="Doe, Jane"><meta name="citation_author" content="Roe, John">'
    assert names(described(head=head)) == ["Jane Doe", "John Roe"]


def test_preview_labels() -> None:
    head = '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Jane Doe">'
    assert names(described(head=head)) == ["Jane Doe"]


def test_author_link_gives_the_address() -> None:
    (author,) = described(top('<p>By <a rel="author" href="/people/jane">Jane Doe</a></p>')).authors
    assert (author.name, author.url) == ("Jane Doe", "https://www.harbourpost.example/people/jane")


def test_inner_elements_of_a_byline_are_read_one_by_one() -> None:
    line = (
        '<div class="byline"><span class="author-name">Jane Doe</span><span class="author-name">John Roe</span></div>'
    )
    assert names(described(top(line))) == ["Jane Doe", "John Roe"]


def test_reviewers_are_no_authors() -> None:
    line = '<div class="author">Reviewed by <span class="author-name">Ann Poe</span></div><p>By Jane Doe</p>'
    assert names(described(top(line))) == ["Jane Doe"]


def test_name_beside_a_date() -> None:
    assert names(described(top("<div>Jane Doe - 3 May 2024</div>"))) == ["Jane Doe"]
    assert names(described(top("<div>posted on 3 May 2024 by Jane Doe</div>"))) == ["Jane Doe"]


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    assert (
        described(top("<p>By the time the ferry came back, Jane Doe had left the old harbour for good.</p>")).authors
        == ()
    )


def test_byline_block_moves() -> None:
    assert ("byline", "By Jane Doe and John Roe | 3 May 2024") in moves_of(
        top("<p>By Jane Doe and John Roe | 3 May 2024</p>")
    )


def test_prose_that_names_the_author_stays() -> None:
    sentence = "When Jane Doe went aboard in the morning the captain was asleep and the engine cold as ever."
    moves = moves_of(top(f"<p>By Jane Doe</p><p>{sentence}</p>"))
    assert all(sentence not in words for _, words in moves)


def test_author_note_moves_and_gives_the_role() -> None:
    note = "<div>Jane Doe is a reporter at the Harbour Post who covers shipping.</div>"
    (author,) = described(top("<p>By Jane Doe</p>"), note).authors
    assert author.role == "reporter at the Harbour Post"
    assert any(field == "authors" for field, _ in moves_of(top("<p>By Jane Doe</p>"), note))


def test_a_sentence_below_that_only_mentions_the_author_stays() -> None:
    below = (
        "<div>Jane Doe's book on ferries is out now in all good shops.</div><div>More by Jane Doe and others here</div>"
    )
    assert not any(field == "authors" for field, _ in moves_of(top("<p>By Jane Doe</p>"), below))


def test_markup_that_the_byline_confirms_outweighs_the_byline_of_a_teaser() -> None:
    teaser = "<a href=/other><h3>Another story</h3><p class=author>by John Roe</p></a>"
    above = f"{teaser}<h1>{HEADLINE}</h1><div class=c-author>Jane Doe</div>"
    assert names(described(above, head=article({"@type": "Person", "name": "Jane Doe"}))) == ["Jane Doe"]


def test_a_nickname_in_the_byline_is_believed_where_the_markup_names_nobody() -> None:
    assert names(described(top("<p>by Saltwater · 3 May 2024 at 3:00 am</p>"))) == ["Saltwater"]
    assert names(described(below="<p>Posted by Saltwater at May 3, 2024 11:15 AM</p>")) == ["Saltwater"]


def test_a_line_on_other_work_speaks_of_the_next_one_only_when_it_leads_on() -> None:
    assert names(described(top("<ul><li>Last updated May 2024</ul><h4 class=author__name>Jane Doe</h4>"))) == [
        "Jane Doe"
    ]
    assert names(described(top("<p>Photographs by</p><div class=author__name>Jane Doe</div>"))) == []


def test_the_name_that_opens_a_box_on_the_author() -> None:
    about = "<p>Jane Doe has crossed every harbour of this coast and writes about the crossings for a living.</p>"
    below = f"<div class=author-box><div>Jane Doe</div>{about}</div>"
    assert names(described(below=below)) == ["Jane Doe"]


def test_what_reads_like_a_name_in_a_menu_is_no_byline() -> None:
    date = "<p>3 May 2024</p>"
    assert names(described(top(f"{date}<p>A Sailor’s Weblog</p>"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "<div>3 May 2024</div><span>Text Size </span>",
        "<div>更新时间 2012年12月10日, 格林尼治标准时间10:41</div>",
        "<div>更新日時 2024年5月3日 10:41</div>",
        "<p>기사입력 <span>2013-10-24 03:00:00</span> 기사수정 <span>2013-10-24 03:00:00</span></p>",
        "<div class=legende>Jane Doe, le 27 octobre 2012 à Toulouse (Photo John Roe. AFP)</div>",
        "<div>Jane Doe on the quay, 27 October 2012 (Photo: John Roe)</div>",
    ],
)
def test_labels_and_captions_beside_a_date_are_no_bylines(line: str) -> None:
    assert names(described(top(line))) == []


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("<p>2024-05-03 10:20</p><p>海港新闻记者 段彦超 廖艳</p>", ["段彦超", "廖艳"]),
        ("<p>海港晚报记者 段彦超</p><p>2024-05-03 10:20</p>", ["段彦超"]),
        ("<p>发表于2024-05-03 21:30| 1164次阅读| 来源海港| 0 条评论| 作者魏星</p>", ["魏星"]),
        ("<p>2024-05-03 10:20</p><p>【文/海港专栏作者 王文】</p>", ["王文"]),
        ("<p>2024-05-03 10:20 段彦超 胡一 李小飞</p>", ["段彦超", "胡一", "李小飞"]),
        ("<p>作者：魏星 责任编辑：李飞</p>", ["魏星"]),
        ("<p>作者：未知 责任编辑：李飞</p>", []),
        ("<p>【编辑：李飞】</p>", ["李飞"]),
        ("<p>【编辑：李飞】</p><p>记者：魏星</p>", ["魏星"]),
        ("<p>2024-05-03 10:20:05 字号：A- A A+ 来源：海港晚报</p>", []),
        ("<p>发布日期：2024-05-03 浏览次数： 信息来源：发改委</p>", []),
        ("<p>发布日期：2024-05-03 14:34:05 所属分类： 头条</p>", []),
    ],
)
def test_bylines_in_chinese(line: str, people: list[str]) -> None:
    assert names(described(top(line))) == people


LEAD = "渡轮今天恢复运行，二百多名居民在码头上迎接第一班船。港务局长说，修复的费用低于预期，大部分橡木梁仍然可以使用。"


@pytest.mark.parametrize(
    ("opening", "people"),
    [
        ("海港社六月三日电（记者段彦超）", ["段彦超"]),
        ("本报讯（记者 段彦超 廖艳 通讯员 魏星）", ["段彦超", "廖艳"]),
        ("〔記者葉孟潔／濱海報導〕", ["葉孟潔"]),
        ("（记者段彦超、廖艳）", ["段彦超", "廖艳"]),
        ("（记者会于周一举行）", []),
    ],
)
def test_reporters_named_in_the_first_paragraph_stay_there_and_are_the_authors(opening: str, people: list[str]) -> None:
    body = f"<h1>{HEADLINE}</h1><p>{opening}{LEAD}</p>"
    assert names(described(body)) == people
    assert all(field != "byline" for field, _ in moves_of(body))


@pytest.mark.parametrize("stated", ["海港新京报", "证券时报网", "海港科技"])
def test_a_chinese_house_says_so(stated: str) -> None:
    (author,) = described(head=article(stated)).authors
    assert (author.name, author.role) == (stated, "organization")


def test_a_section_of_the_menu_beside_a_date_is_no_name() -> None:
    menu = "<ul><li><a href=/p>Politics</a><li><a href=/n>North Korea</a><li><a href=/s>Sport</a></ul><p>News<p>Now</p>"
    line = "<p><span>North Korea</span> 09:31 August 20, 2019</p>"
    assert names(described(menu + top(line))) == []
    assert names(described(menu + top(line.replace("North Korea", "Jane Doe")))) == ["Jane Doe"]


def test_two_correspondents_with_one_role() -> None:
    assert names(described(top("<p>Par JEANNE DUPONT, MARC LEROY Envoyés spéciaux à Toulouse</p>"))) == [
        "Jeanne Dupont",
        "Marc Leroy",
    ]


def test_a_name_of_letters_and_dots_is_no_template() -> None:
    assert names(described(head=article("M.I.A"))) == ["M.I.A"]
    assert names(described(head=article("name, email@example.org"))) == []


def test_writers_of_an_agency_are_no_person() -> None:
    line = "<p>By JANE DOE and JOHN ROE - AP Technology Writers | AP – 1 hr 4 mins ago</p>"
    assert names(described(top(line))) == ["Jane Doe", "John Roe"]


def test_a_credit_below_a_picture_is_no_byline() -> None:
    figure = "<figure><img src=a.jpg><figcaption>John Roe</figcaption></figure>"
    assert names(described(top(f"<p>3 May 2024</p>{figure}"))) == []


def test_a_domain_of_ones_own() -> None:
    head = article({"@type": "Person", "name": "Jane Doe"})
    (author,) = described(head=head, url="https://janedoe.example/ferry").authors
    assert (author.name, author.role) == ("Jane Doe", None)
    (author,) = described(
        head=head + '<meta property="og:site_name" content="Jane Doe">', url="https://janedoe.example/"
    ).authors
    assert author.role == "organization"  # the name of the site alone does not tell a person from a house


def test_contact_stated_in_the_markup() -> None:
    (author,) = described(head=article({"name": "Jane Doe", "alternateName": "@janedoe"})).authors
    assert author.contact == "@janedoe"


def test_a_link_with_the_name_of_the_author_leads_to_the_author() -> None:
    byline = '<div class="byline">By <span>the</span> <a href="/people/jane">Jane Doe</a>, <a href="/t">Tess</a></div>'
    fields = described(top(byline), head=article("Jane Doe"))
    assert [author.url for author in fields.authors] == ["https://www.harbourpost.example/people/jane"]
    assert described(top("<div>By Jane Doe</div>"), head=article("Jane Doe")).authors[0].url is None


@pytest.mark.parametrize(
    "line",
    [
        "Harbour Post | By Jane Doe",
        "Words by Jane Doe · Photographs by Ann Lee",
        "By Jane Doe jane.doe@harbourpost.example",
        "Interview by Jane Doe • 9 November 2021 • 11 min read",
        "By Jane Doe — San Marco",
        "文・写真＝片桐ゆう子",
    ],
)
@pytest.mark.parametrize("markup", ["<p class=byline>{}</p>", "<p>{}</p>"])
def test_a_byline_moves_with_what_stands_beside_it(line: str, markup: str) -> None:
    above, head = f"<h1>{HEADLINE}</h1>{markup.format(line)}", '<meta property="og:site_name" content="Harbour Post">'
    expected = "片桐ゆう子" if "片桐" in line else "Jane Doe"
    assert names(described(above, head=head)) == [expected]
    assert ("byline", line) in moves_of(above, head=head)


def test_a_name_before_the_site_and_a_date() -> None:
    line = "Jane Doe · Harbour News · Posted: Dec 18, 2024 5:05 PM CST | Duration 3:14"
    assert names(described(f"<h1>{HEADLINE}</h1><div>{line}</div>")) == ["Jane Doe"]


def test_an_agency_behind_a_dash_is_no_place() -> None:
    fields = described(f"<h1>{HEADLINE}</h1><p class=byline>By Jane Doe — The Associated Press</p>")
    assert fields.agency


def test_who_asked_the_question_of_a_page() -> None:
    question = {"@type": "Question", "name": HEADLINE, "author": {"@type": "Person", "name": "reedbeetle"}}
    assert [author.name for author in described(head=ld(**{"@type": "QAPage", "mainEntity": question})).authors] == [
        "reedbeetle"
    ]
    faq = described(head=ld(**{"@type": "FAQPage", "mainEntity": [question]}))
    assert faq.authors == ()


@pytest.mark.parametrize(
    ("line", "moved"),
    [
        ("Par Clémence Audoin (Sainte-Orane, au bureau spécial du Courrier)", ["Par Clémence Audoin"]),
        ("Culture desk, story by Clémence Audoin of the northern bureau, 12 comments", ["story by Clémence Audoin"]),
        ("How we work: Clémence Audoinet tells what an index of all the streets is for", []),  # another name
        ("The street that Clémence built, and the house that nobody has wanted since", []),
    ],
)
def test_a_name_moves_out_of_a_line_that_says_more(line: str, moved: list[str]) -> None:
    head = ld(**{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Clémence Audoin"}})
    moves = moves_of(f"<h1>Ferry returns to the old harbour</h1><div>{line}</div>", head=head)
    assert [words for field, words in moves if field == "byline"] == moved


@pytest.mark.parametrize(
    ("kind", "moved"),
    [
        ({"@type": "Person", "jobTitle": "Harbour reporter"}, ["Clémence Audoin"]),
        ({"@type": "Organization"}, []),  # a house stands in mastheads and menus too
    ],
)
def test_people_with_a_role_move_out_of_lines_and_houses_do_not(kind: dict[str, str], moved: list[str]) -> None:
    head = ld(**{"@type": "NewsArticle", "author": {"name": "Clémence Audoin", **kind}})
    line = "<div>Clémence Audoin reports from the northern islands for all the readers of the paper</div>"
    moves = moves_of(f"<h1>{HEADLINE}</h1>{line}", head=head)
    assert [words for field, words in moves if field == "byline"] == moved
