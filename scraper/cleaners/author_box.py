"""Author boxes: who the author is, told beside or below the article."""

from .engine.bios import signed_bios
from .engine.naming import beside_byline
from .engine.rules import Cleaner, by_part, by_word, css, function, name, phrase

cleaner = Cleaner(
    "author_box",
    "Boxes about the author below or beside the article",
    (
        css(
            "author-box",
            by_part(
                "author-box authorbox author_box author-bio authorbio author_bio author-info author-card author-profile"
                " author-desc author-about about-author about-the-author aboutauthor"
                " authorprofile authorinfo authordesc"
            ),
            "its element is named after the author",
            most=0.2,
        ),
        css(
            "author",
            by_word("author authors byline bylines contributor contributors bio"),
            "names the author",
            "hint",
            most=0.2,
        ),
        function("signed-bio", signed_bios, "opens with the author's name and tells who that is", by_words=True),
        phrase("heading", "heads an author box", where="whole", max_words=8),
        phrase("label", "a heading or button of an author box", where="whole", max_words=8, signals=2),
        phrase("note", "a line about the author", max_words=60, signals=2),
        phrase("bio", "tells what the author does", where="anywhere", max_words=120, signals=3),
        name("byline-line", beside_byline, "what stands in a line with the author or the date"),
    ),
)
