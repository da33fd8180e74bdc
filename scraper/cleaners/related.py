"""Other articles: related lists, most read, teasers, tags, and "READ ALSO" lines inside the text."""

from .engine.cutins import line_ends, lines, unlinked
from .engine.lines import title_lines
from .engine.linklists import link_runs
from .engine.naming import in_a_box, linked_titles
from .engine.nextarticles import next_articles
from .engine.rules import Cleaner, by_part, by_word, css, function, name, phrase
from .engine.sections import below, titles_below

_NAMES = "related recommended recommendations recirc trending popular outbrain taboola latest recent"
_PARTS = (
    "relatedpost relatedarticle relatedcontent relatedstor relatednews read-next readnext up-next more-from morefrom"
)
_PARTS += " also-read read-also readalso most-read mostread most-popular mostpopular more-stories taboola"
_CARDS = by_word("teaser teasers card cards promo carousel swiper slider")
_TAGS = by_word("tags taglist") + ", " + by_part("tag-list tagcloud tag-cloud tags-list") + ", [rel~=tag]"

cleaner = Cleaner(
    "related",
    "Lists of other articles, teasers, tags, cut-in lines such as READ ALSO",
    (
        css(
            "related-box",
            by_word(_NAMES) + ", " + by_part(_PARTS),
            "its element is named after other articles",
            most=0.35,
        ),
        css("teaser-box", _CARDS, "a teaser or a row of cards", "hint"),
        css("tags-box", _TAGS, "tags", most=0.1),
        css("topics-box", by_word("topics categories category"), "topics or categories", most=0.1),
        phrase("heading", "the heading of a list of other articles", where="whole", max_words=9, signals=2),
        phrase("named", "the heading of a list of articles, or tags", max_words=8, signals=3),
        phrase("more", "a link to another article", where="whole", max_words=6, signals=2),
        function("below", below("related", "heading", "named"), "a list of other articles below its heading"),
        function("next-article", next_articles, "another article below the first", "certain"),
        function("title-list", link_runs(outside=True, titles=True), "titles in a row outside the text"),
        function("inner-title-list", link_runs(outside=False, titles=True), "titles in a row", "hint"),
        function("titles-below", titles_below("related", "heading", outside=True), "titles of other articles"),
        function("inner-titles-below", titles_below("related", "heading", outside=False), "titles of articles", "hint"),
        function("title-lines", title_lines, "titles in a row below the text", "hint"),
        function("cut-in", lines, "a line that points to another article", by_words=True),
        function("cut-in-end", line_ends, "the end of a line, pointing to another article", "certain", by_words=True),
        function("cut-in-title", unlinked, "a line that points to another article", by_words=True),
        name("linked-titles", linked_titles, "titles that lead to other pages", rank=1),
        name("box", in_a_box("related"), "stands in a list of other articles", rank=4),
    ),
)
