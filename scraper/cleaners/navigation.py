"""Page chrome: menus, headers, footers, breadcrumbs, skip links, paging, search boxes, language switchers."""

from .engine.landmarks import page_headers
from .engine.lines import short_lines
from .engine.linklists import languages, link_runs
from .engine.naming import above_title, at_the_foot, in_a_box, made_of_phrases, trails
from .engine.ornaments import ornaments
from .engine.permalinks import permalinks
from .engine.rules import Cleaner, by_part, by_word, css, function, name, pattern, phrase

_MENUS = by_word("menu navbar nav navigation megamenu submenu sidenav offcanvas") + ", [role=menu], [role=menubar]"
_TOP = by_part("back-to-top backtotop scroll-top scrolltop scroll-to-top scrolltotop go-top")
_SKIP = by_part("skip-link skiplink skip-to skip-nav skipnav")
_CONTENTS = by_word("toc") + ", " + by_part("table-of-content tableofcontent table_of_content ez-toc")
_HEADER = by_word("masthead topbar") + ", " + by_part("site-header top-bar") + ", [role=banner]"
_LABELS = ("labels", "pages", "search", "top")
_EDIT = by_part("editsection edit-section")
_BACK = by_part("cite-backlink footnote-back reversefootnote")
_BACK += ", a[href^=#fnref], a[href^=#cite_ref]"

cleaner = Cleaner(
    "navigation",
    "Menus, page headers and footers, breadcrumbs, skip links, paging, search boxes",
    (
        css("page-menu", "nav, [role=navigation]", "a menu of the page", outside="article", most=0.1),
        css("page-footer", "footer, [role=contentinfo]", "a footer", most=0.4, outside="blockquote"),
        function("page-header", page_headers, "the header of the page"),
        css("menu", _MENUS, "its element is named after menus", most=0.1),
        css("footer", by_word("footer colophon"), "its element is named after footers", most=0.4),
        css("header", _HEADER, "its element is named after page headers", outside="main article", most=0.25),
        css("aside", "aside, [role=complementary], [name-word=sidebar]", "a side column", "hint"),
        css("breadcrumb", by_part("breadcrumb") + ", [aria-label*=breadcrumb]", "a breadcrumb trail", most=0.1),
        css("pagination", by_part("pagination post-navigation") + ", [name-word=pager]", "links to pages", most=0.1),
        css("search-box", "[role=search], search, " + by_part("search-form searchform search-box"), "a search box"),
        css("contents", _CONTENTS, "a table of contents", "hint", most=0.1),
        css("skip-link", _SKIP, "a skip link", "certain"),
        css("back-to-top", _TOP, "a link to the top"),
        phrase("skip", "a skip link", max_words=9, agreed="certain"),
        phrase("top", "a link to the top or to the front page", where="whole", max_words=6),
        phrase("labels", "a label of a menu or control", where="whole", max_words=6, signals=4),
        phrase("pages", "a link to the next or previous page", where="whole", max_words=6),
        phrase("search", "a search box", max_words=10, signals=2),
        phrase("entry", "says where and when the post was filed", max_words=60),
        function("ornament", ornaments, "signs that part sections", "certain"),
        function("permalink", permalinks, "a link from a heading to itself", "certain"),
        css("edit-link", _EDIT, "a link to edit a section", "certain", most=1),
        css("back-link", _BACK, "a link from a footnote back to its place", "certain", most=1),
        function("languages", languages, "a language switcher"),
        function(
            "link-list", link_runs(outside=True, titles=False), "short links in a row outside the text", by_shape=True
        ),
        function(
            "inner-link-list", link_runs(outside=False, titles=False), "short links in a row", "hint", by_shape=True
        ),
        function("line-list", short_lines(known=True), "short lines in a row outside the text, as in a menu"),
        function("other-line-list", short_lines(known=False), "short lines in a row outside the text", "hint"),
        pattern("marks", r"[\W_]*", "nothing but marks", strength="hint"),
        name("wording", made_of_phrases("navigation", *_LABELS), "nothing but labels of menus"),
        name("trail", trails, "short parts set off by marks, as in breadcrumbs and menus", rank=3),
        name("box", in_a_box("navigation"), "stands in a menu, header or footer", rank=4),
        name("above", above_title, "a short line above the title of the page", rank=5),
        name("foot", at_the_foot, "a line at the foot of the page", rank=5),
    ),
)
