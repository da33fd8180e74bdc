"""Contact lines at the end."""

from __future__ import annotations

import pytest
from described import BODY, HEADLINE, described, moves_of

from scraper.article import Author
from scraper.document import read
from scraper.model import Page
from scraper.normaliser.metadata import read_metadata
from scraper.normaliser.people.closing import contact_at_end, with_contact

SENTENCE = "The ferry will sail again on Sunday."


@pytest.mark.parametrize(
    ("line", "contact"),
    [
        ("Twitter: @janedoe", "@janedoe"),
        ("On Twitter: @janedoe", "@janedoe"),
        ("Follow Jane on X @janedoe", "@janedoe"),
        ("Follow her on Twitter @janedoe.", "@janedoe"),
        ("Email: jane.doe@harbourpost.example", "jane.doe@harbourpost.example"),
        ("Contact the reporter at jane@harbourpost.example.", "jane@harbourpost.example"),
        ("Kontakt: jane@harbourpost.example", "jane@harbourpost.example"),
        ("jane@harbourpost.example", "jane@harbourpost.example"),
    ],
)
def test_labelled_contacts(line: str, contact: str) -> None:
    text = f"{SENTENCE} {line}"
    assert contact_at_end(text) == (contact, len(SENTENCE) + 1)
    assert contact_at_end(line) == (contact, 0)


@pytest.mark.parametrize(
    "text", [SENTENCE, "He wrote to his friend @janedoe", "The bot @janedoe answered at once.", "Follow us on X @post"]
)
def test_prose_is_left_alone(text: str) -> None:
    assert contact_at_end(text) is None


def test_closing_words_move_and_the_paragraph_stays() -> None:
    body = f"{BODY}<p>In the end the captain said that he would rather stay in the harbour. Twitter: @janedoe</p>"
    assert [words for field, words in moves_of(body=body) if field == "contact"] == ["Twitter: @janedoe"]


def test_contact_goes_to_the_author_it_names() -> None:
    authors = with_contact((Author("John Roe"), Author("Jane Doe")), "@janedoe")
    assert authors == (Author("John Roe"), Author("Jane Doe", contact="@janedoe"))


@pytest.mark.parametrize("contact", ["@harbourpost", "news@harbourpost.example"])
def test_a_contact_of_nobody_known_is_not_given_away(contact: str) -> None:
    assert with_contact((Author("John Roe"), Author("Jane Doe")), contact) is None


def test_the_address_of_the_house_stays_where_it_is() -> None:
    line = "<p>Write to us at newsroom@harbourpost.example</p>"
    assert described(f"<h1>{HEADLINE}</h1><p>By Jane Doe</p>", line).authors == (Author("Jane Doe"),)
    assert not any(field == "contact" for field, _ in moves_of(f"<h1>{HEADLINE}</h1><p>By Jane Doe</p>", line))


def test_without_a_byline_the_handle_is_the_name() -> None:
    text = (
        f"{HEADLINE}\n\n"
        + "\n\n".join(f"{SENTENCE} {SENTENCE} {SENTENCE}" for _ in range(3))
        + " Twitter: @janedoe\n\nSign up"
    )
    document = read(Page(text.encode(), media_type="text/plain"))
    fields = read_metadata(document, [0.9 if block.words > 12 else 0.1 for block in document.blocks])
    assert fields.authors == (Author("janedoe", contact="@janedoe"),)


def test_byline_and_contact_of_one_page() -> None:
    fields = described(f"<h1>{HEADLINE}</h1><p>By Jane Doe</p>", "<p>Twitter: @janedoe</p>")
    assert fields.authors == (Author("Jane Doe", contact="@janedoe"),)
