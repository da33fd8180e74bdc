"""Pages scraped to text, as the owner showed one, and look-alikes: other stories, other languages, and as HTML."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

import scraper

ROOT = Path(__file__).resolve().parent.parent
SEEDS = Path(os.environ.get("SCRAPER_SEED") or ROOT.parent / "shared" / "seed")
PAGES = ROOT / "fixtures" / "pages"


@dataclass(frozen=True)
class Story:
    """What must come of a page. ``removed``: words of the page -> the cleaner that must have taken them."""

    path: Path
    opening: str
    ending: str
    paragraphs: int
    place: str
    caption: str
    credit: str
    contact: str
    removed: dict[str, str]

    @property
    def name(self) -> str:
        return self.path.parent.name


SEED = next(iter(sorted(SEEDS.glob("*.txt"))), SEEDS / "none.txt")
OWNERS = Story(
    SEED,
    opening="SEOUL, South Korea — North Korea stepped up pressure Tuesday",
    ending="maintains a good relationship with Kim Jong Un.",
    paragraphs=16,
    place="SEOUL, South Korea",
    caption="North Korean leader Kim Jong Un observes a short-range weapons test in this undated photo"
    " from the Korean Central News Agency.",
    credit="KCNA",
    contact="@kimgamel",
    removed={
        "Support our mission": "promotion",
        "stars and stripes videos": "video",
        "around the web": "related",
        "Sign Up for Daily Headlines": "signup",
        "Sign-up to receive a daily email": "signup",
        "Sign up": "signup",
    },
)
ENGLISH = Story(
    PAGES / "scraped-text" / "page.txt",
    opening="PORT BRANNOCH, Norland — Divers recovered the logbook",
    ending="will hold its first public session on Friday.",
    paragraphs=9,
    place="PORT BRANNOCH, Norland",
    caption="A ferry lies on its side off the Brannoch islands in this handout photo from the coast guard.",
    credit="NCG",
    contact="@sunnivadahl",
    removed={
        "Support our newsroom": "promotion",
        "norland courier videos": "video",
        "around the web": "related",
        "Sign Up for Morning Briefing": "signup",
        "Sign up": "signup",
    },
)
GERMAN = Story(
    PAGES / "scraped-text-german" / "page.txt",
    opening="VARNESUND – Das Seeamt hat am Dienstag",
    ending="eine Mindesthöhe von 60 Metern festzulegen.",
    paragraphs=6,
    place="VARNESUND",
    caption="Eine Drohne über dem Hafen von Varnesund auf einem undatierten Bild des Seeamts.",
    credit="Seeamt",
    contact="@elsbrandt",
    removed={
        "Unterstützen Sie unsere Arbeit": "promotion",
        "Videos": "video",
        "Das könnte Sie auch interessieren": "related",
        "Newsletter abonnieren": "signup",
        "Jetzt anmelden": "signup",
    },
)
SPANISH = Story(
    PAGES / "scraped-text-spanish" / "page.txt",
    opening="SANTA BRÍGIDA — El agua volvió a correr",
    ending="se filtra y recarga el acuífero.",
    paragraphs=6,
    place="SANTA BRÍGIDA",
    caption="Vecinos de Santa Brígida limpian la acequia en una imagen del archivo municipal.",
    credit="Archivo Municipal",
    contact="@nuriabaena",
    removed={
        "Apoye nuestro periodismo": "promotion",
        "El Valle en vídeo": "video",
        "También te puede interesar": "related",
        "Suscríbase a nuestro boletín": "signup",
        "Suscribirse": "signup",
    },
)
AS_HTML = Story(
    PAGES / "wire-report" / "page.html",
    opening="ORVANY, Kessaria — A lake below the Kessar glacier",
    ending="turned down twice, most recently in March.",
    paragraphs=6,
    place="ORVANY, Kessaria",
    caption="An empty lake basin lies below the Kessar glacier in this photo from the regional water office.",
    credit="RWO",
    contact="@lenamarsh",
    removed={
        "Support our mission": "promotion",
        "ridge and garrison videos": "video",
        "around the web": "related",
        "Sign Up for Daily Headlines": "signup",
        "Sign up": "signup",
    },
)
needs_seed = pytest.mark.skipif(not SEED.exists(), reason=f"the owner's example is not at {SEEDS}: set SCRAPER_SEED")
STORIES = [pytest.param(OWNERS, marks=needs_seed, id="owner")] + [
    pytest.param(story, id=story.name) for story in (ENGLISH, GERMAN, SPANISH, AS_HTML)
]


@pytest.fixture(params=STORIES, scope="module")
def story(request: pytest.FixtureRequest) -> Story:
    found: Story = request.param
    return found


@pytest.fixture(scope="module")
def result(story: Story) -> scraper.Result:
    return scraper.explain(story.path.read_bytes())


def test_it_is_an_article(result: scraper.Result) -> None:
    assert result.article.kind == "article"


def test_the_body_is_whole_and_in_order(story: Story, result: scraper.Result) -> None:
    paragraphs = result.article.text.split("\n\n")
    assert paragraphs[0].startswith(story.opening)
    assert paragraphs[-1].endswith(story.ending)
    assert len(paragraphs) == story.paragraphs
    source = " ".join(story.path.read_text(encoding="utf-8").split())
    places = [source.index(" ".join(paragraph.split())) for paragraph in paragraphs]
    assert places == sorted(places)


def test_the_dateline_is_a_field_and_stays_in_the_body(story: Story, result: scraper.Result) -> None:
    assert result.article.dateline is not None
    assert result.article.dateline.place == story.place
    assert result.article.text.startswith(story.place)


def test_one_picture_one_caption_one_credit(story: Story, result: scraper.Result) -> None:
    [image] = result.article.images
    assert (image.caption, image.credit) == (story.caption, story.credit)
    assert story.caption not in result.article.text
    assert f"({story.credit})" not in result.article.text


def test_the_contact_is_the_author_s(story: Story, result: scraper.Result) -> None:
    assert [author.contact for author in result.article.authors] == [story.contact]
    assert story.contact not in result.article.text
    assert "Twitter:" not in result.article.text


def test_each_block_was_removed_by_the_right_cleaner(story: Story, result: scraper.Result) -> None:
    taken = {removal.text: removal.cleaner for removal in result.removals}
    for words, cleaner in story.removed.items():
        assert [name for text, name in taken.items() if text.startswith(words)][:1] == [cleaner], words


def test_every_word_is_accounted_for(result: scraper.Result) -> None:
    counts = result.conservation
    assert counts.kept + counts.moved + counts.removed == counts.visible
    assert counts.kept == len(result.article.text.split())
