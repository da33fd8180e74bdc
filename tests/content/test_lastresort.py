"""An article of which nothing would be left keeps what is likeliest to be its text."""

from unittest import mock

import scraper
from scraper import judge
from scraper.content import Content, with_body
from scraper.model import Document, Score

_PAGE = """<html><head><title>Bridge closed until May</title></head><body>
<h1>Bridge closed until May</h1>
<p>The old bridge over the Arrow stays closed until May, the county said on Monday.</p>
<p>Repairs to its northern pier take longer than planned, because the river is high.</p>
<p>Opening hours of the office</p>
<form><p>Subscribe to our newsletter and get the news of the county by email every morning.</p></form>
</body></html>"""


def _cleaned(values: list[float], articleness: float = 0.9, page: str = _PAGE) -> scraper.Result:
    """The page cleaned as if the content model had given these scores, from the headline on."""

    def content(document: Document, *_: object, **__: object) -> Content:
        scores = [Score(value) for value in values]
        return Content(
            tuple(scores + [Score(0.01)] * (len(document.blocks) - len(scores))), articleness, articleness >= 0.5
        )

    with mock.patch.object(judge, "judge_content", content):
        return scraper.explain(page)


def test_the_likeliest_block_stays_and_those_nearly_as_likely() -> None:
    article = _cleaned([0.02, 0.3, 0.25, 0.04]).article
    assert article.text.startswith("The old bridge")
    assert article.text.endswith("the river is high.")
    assert "Opening hours" not in article.text


def test_one_that_is_much_less_likely_goes() -> None:
    assert "Repairs" not in _cleaned([0.02, 0.4, 0.1, 0.04]).article.text


def test_nothing_is_raised_where_a_body_is_left() -> None:
    assert "Repairs" not in _cleaned([0.02, 0.6, 0.45, 0.04]).article.text


def test_a_page_that_is_no_article_may_be_empty() -> None:
    assert _cleaned([0.02, 0.3, 0.25, 0.04], articleness=0.3).article.text == ""


def test_where_the_model_is_sure_that_there_is_no_text_none_is_made_up() -> None:
    assert _cleaned([0.02, 0.04, 0.03, 0.01]).article.text == ""


def test_what_a_cleaner_takes_is_not_raised() -> None:
    article = _cleaned([0.02, 0.1, 0.02, 0.02, 0.45]).article
    assert article.text.startswith("The old bridge")
    assert "Subscribe" not in article.text


def test_what_a_field_takes_leaves_the_body_to_its_copy() -> None:
    text = "The old bridge over the Arrow stays closed until May, the county said on Monday."
    twice = f'<h1>Bridge closed until May</h1><p class="subtitle">{text}</p><p>{text}</p>'
    result = _cleaned([0.02, 0.55, 0.2], page=f"<html><body><article>{twice}</article></body></html>")
    assert (result.article.subtitle, result.article.text) == (text, text)


def test_the_raised_score_says_why() -> None:
    document = scraper.explain(_PAGE).cut.document
    scores = with_body(document, [Score(0.2, ("much link text",))] * len(document.blocks), ())
    assert scores[1].value > 0.5
    assert scores[1].reasons == ("nothing else on the page could be the text of the article", "much link text")


_STANDFIRST = "Die alte Brücke über die Wiese bleibt bis Mai gesperrt, wie der Kreis am Montag mitteilte."
_TEASER = f"""<html lang="de"><head><title>Brücke bis Mai gesperrt</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Brücke bis Mai gesperrt"}}</script>
</head><body><article><h1>Brücke bis Mai gesperrt</h1>
<p class="standfirst">{_STANDFIRST}</p>
<p>Vier Wochen kostenlos weiterlesen</p>
</article></body></html>"""


def test_what_was_taken_for_a_standfirst_is_the_text_where_there_is_no_other() -> None:
    article = _cleaned([0.02, 0.6, 0.02], page=_TEASER).article
    assert (article.text, article.subtitle) == (_STANDFIRST, None)


def test_a_standfirst_that_the_model_takes_for_no_text_stays_one() -> None:
    article = _cleaned([0.02, 0.2, 0.02], page=_TEASER).article
    assert (article.text, article.subtitle) == ("", _STANDFIRST)


def test_a_standfirst_above_a_text_stays_one() -> None:
    article = _cleaned([0.02, 0.6, 0.6], page=_TEASER).article
    assert (article.text, article.subtitle) == ("Vier Wochen kostenlos weiterlesen", _STANDFIRST)
