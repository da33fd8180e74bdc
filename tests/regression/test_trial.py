"""What a proposed rule would do to a page."""

from __future__ import annotations

from scraper.config import DEFAULT, Config, HostConfig
from scraper.model import Page
from scraper.regression.trial import Hit, try_rule
from scraper.regression.trial_words import proposal

PROSE = "".join(
    f"<p>The board of the harbour met for the {nth} time in the old signal tower to speak about the roof, the stairs"
    " and the lamp, and put the vote off again until the end of the month.</p>"
    for nth in ("first", "second", "third", "fourth")
)
PAGE = Page(
    f"""<html><body><nav><a href="/">Home</a></nav><article><h1>The tower waits</h1>{PROSE}
    <div class="pull"><p>Nobody in the room had brought a lamp, said the oldest member of the board.</p></div>
    <p class="note">Send us your lamp stories, the board asks all who remember the keepers of the tower well.</p>
    </article><aside class="letter"><h3>The Lamp Letter</h3><p>Send me the lamp letter</p>
    <form action="/newsletter"><input type="email"><button>Sign up</button></form></aside></body></html>""".encode(),
    url="https://www.tower.example/roof",
    media_type="text/html",
    charset="utf-8",
)  # fmt: skip


def hits(words: str, config: Config = DEFAULT, **options: str) -> list[Hit]:
    return list(try_rule(PAGE, "roof", proposal(words, **options), config))  # type: ignore[arg-type]


def fates(found: list[Hit]) -> dict[str, str]:
    return {hit.text[:12]: hit.fate for hit in found}


def test_what_is_body_today_would_be_lost() -> None:
    [hit] = hits(".pull")
    assert (hit.fate, hit.page, hit.site, hit.by) == ("lost", "roof", "www.tower.example", "")
    assert hit.text == "Nobody in the room had brought a lamp, said the oldest member of the board."
    assert hit.path == "body>article>div.pull>p"
    assert hit.why == ("selector .pull",)


def test_what_goes_already_names_its_rule() -> None:
    found = hits("aside, h1")
    assert fates(found)["The tower wa"] == "moved"
    removed = {hit.by.partition("/")[0] for hit in found if hit.fate == "removed"}
    assert removed == {"signup"}


def test_hosts_and_their_pages() -> None:
    assert fates(hits("main, article > .pull", host="tower.example")) == {"Nobody in th": "lost"}
    assert hits(".pull", host="other.example") == []
    assert hits(".pull", host="ower.example") == []
    kept = Config(host={"tower.example": HostConfig(keep=(".pull",))})
    assert [hit.fate for hit in hits(".pull", kept)] == ["kept"]


def test_the_host_section_that_is_there_still_holds() -> None:
    config = Config(host={"www.tower.example": HostConfig(strip=(".note",))})
    found = hits(".note, .pull", config)
    assert {hit.text[:7]: (hit.fate, hit.by) for hit in found} == {
        "Nobody ": ("lost", ""),
        "Send us": ("removed", "host/strip"),
    }


def test_a_phrase_alone_is_too_little() -> None:
    [hit] = hits("for the second time in the old signal tower", cleaner="signup", rule="inbox")
    assert (hit.fate, hit.rules) == ("kept", ())
    assert "too little" in hit.by


def test_a_phrase_names_the_lists_that_would_do_it() -> None:
    found = hits("the lamp letter", cleaner="signup")
    rules = {hit.text: hit.rules for hit in found}
    assert "inbox" in rules["Send me the lamp letter"]
    assert "call" not in rules["Send me the lamp letter"]
    assert "label" in rules["The Lamp Letter"]


def test_a_selector_of_a_cleaner_keeps_its_hands_off_the_text() -> None:
    assert hits("article", cleaner="signup") == []
    assert fates(hits(".pull", cleaner="signup"))["Nobody in th"] == "lost"


def test_what_follows_from_it_is_told_too() -> None:
    page = Page(PAGE.body.replace(b'<div class="pull">', b'<h2>A lamp</h2><div class="pull">').replace(
        b'<p class="note">', b'<h2>Stories</h2><p class="note">'), media_type="text/html")  # fmt: skip
    found = try_rule(page, "roof", proposal(".pull"), DEFAULT)
    assert {hit.text[:6]: (hit.fate, hit.by) for hit in found} == {
        "A lamp": ("beside", "content/orphan-heading"),
        "Nobody": ("lost", ""),
    }
    assert {hit.site for hit in found} == {"roof"}
