"""Legal lines: copyright, reprint notices, disclaimers, links to terms."""

from .engine.copyright import copyright_lines
from .engine.naming import made_of_phrases
from .engine.rules import Cleaner, by_part, by_word, css, function, name, pattern, phrase

# As Chinese sites print it: "(original title: ...)", "source of this text: ...".
_FIRST_PRINTED = r"[(（]?\s*(?:原标题|原標題|(?:本文|文章|稿件)(?:来源|來源))\s*[:：].{1,90}"

cleaner = Cleaner(
    "legal",
    "Copyright lines, reprint notices, disclaimers, terms",
    (
        css(
            "legal-box",
            f"{by_part('copyright')}, {by_word('legal legals legalese impressum')}",
            "its element is named after legal notices",
            most=0.3,
        ),
        css("disclaimer-box", by_part("disclaim disclosure"), "a disclaimer box", "hint", most=0.3),
        function("copyright-line", copyright_lines, "a copyright line with a year", by_words=True),
        phrase("copyright", "a copyright notice", where="anywhere", max_words=90),
        phrase("reprint", "tells who may print it again or where it was printed first", "anywhere", 90, signals=3),
        pattern("first-printed", _FIRST_PRINTED, "the title under which it was printed first, and where"),
        phrase("opinion", "says whose views these are", where="anywhere", max_words=90, signals=2),
        phrase("disclaimer", "a disclaimer", where="anywhere", max_words=120, signals=3),
        phrase("link", "a link to terms or policies", where="whole", max_words=8, signals=2),
        name("wording", made_of_phrases("legal", "link"), "nothing but links to terms and policies"),
    ),
)
