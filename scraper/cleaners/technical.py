"""Technical texts: notes for browsers, form controls, loading texts, helper texts for screen readers."""

from ..assistive import CLASSES, PARTS
from .engine.cutins import helpers
from .engine.gutters import line_numbers
from .engine.hidden import hidden
from .engine.notemarks import note_marks
from .engine.rules import Cleaner, by_part, by_word, css, function, pattern, phrase

_READERS = ", ".join((*(f".{name}" for name in CLASSES), by_part(" ".join(PARTS))))
_READERS += ', [style*=clip:rect], [style*="clip: rect"], [style*=-9999px], [style*=-10000px]'
_BUTTONS = "button, [role=button], [type=button], [type=submit], label, legend"
_DIALOGS = "dialog, [role=dialog], [role=alertdialog], [aria-modal=true], " + by_word("modal")
_STATUS = "[role=alert], [role=status], [role=tooltip], " + by_word("spinner loader loading tooltip toast popup")

_SHORTCODE = r"\[(?:/[a-z][a-z0-9_-]+|[a-z][a-z0-9_-]+ [a-z_-]+=[^\]\[]*)\]"
_ERROR = r"(?:php )?(?:warning|notice|deprecated|strict standards|(?:catchable )?fatal error|parse error):\s"
_ERROR += r".{1,400}?\sin\s/?\S.{0,300}?\son line \d+\.?"

cleaner = Cleaner(
    "technical",
    "Notes for browsers, form controls, loading texts, hidden helpers",
    (
        css("control", "select, option, optgroup, datalist, textarea, input", "a form control"),
        css("button", _BUTTONS, "a button or label", "hint", outside="h2 h3 h4 h5 h6"),
        css("form", "form", "inside a form", "hint"),
        css("drawing", "svg, canvas, object, iframe", "inside a drawing or frame"),
        css("screen-reader", _READERS, "a helper text for screen readers", parts="certain"),
        css("dialog", _DIALOGS, "a dialog", most=0.2),
        css("status", _STATUS, "a status message", "hint"),
        phrase("browser", "a note for browsers", where="anywhere", max_words=45),
        phrase("loading", "a loading text or bare control", where="whole", max_words=6, signals=2),
        phrase("helper", "a helper text for screen readers", where="whole", max_words=8),
        pattern("shortcode", _SHORTCODE, "an instruction to the publishing system, printed by mistake", max_words=40),
        pattern("server-error", _ERROR, "an error message of the server, printed into the page", 60, "certain"),
        function("note", helpers, "a note about where a link opens", "certain"),
        function("note-mark", note_marks, "points to a note", "certain"),
        function("line-numbers", line_numbers, "the numbers of the lines beside code", "certain"),
        function("hidden", hidden, "not shown when the page opens", "hint"),
    ),
)
