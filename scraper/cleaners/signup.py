"""Sign-up blocks: newsletter forms, alerts, calls to subscribe, registration walls."""

from .engine.endings import closing_calls
from .engine.fields import email_boxes, login_boxes
from .engine.naming import in_a_box
from .engine.rules import Cleaner, by_part, css, function, name, pattern, phrase, rest
from .engine.walls import WALL_LINE

cleaner = Cleaner(
    "signup",
    "Newsletter forms, alerts, calls to subscribe, log-in boxes and registration walls",
    (
        css(
            "newsletter-box",
            by_part(
                "newsletter signup sign-up mailchimp mc_embed mc4wp mailpoet email-capture emailcapture nieuwsbrief"
                " nyhedsbrev nyhetsbrev infolettre rassylk"
            )
            + ", form[action*=newsletter], form[action*=subscribe], form[action*=list-manage]",
            "its element is named after newsletters",
            most=0.3,
        ),
        css(
            "subscribe-box",
            by_part("subscri abonn suscri optin"),
            "its element is named after subscribing",
            most=0.3,
        ),
        css("wall-box", "[class*=regwall], [class*=paywall-], [class*=paywall_]", "a wall before the text", "hint"),
        function("email-field", email_boxes, "a box with a field for the reader's e-mail address"),
        function("login-box", login_boxes, "a box with a field for a password"),
        pattern("wall-line", WALL_LINE, "says that the text is for subscribers", max_words=16),
        function(
            "closing-call", closing_calls("signup", "call"), "asks to sign up at the end of a paragraph", by_words=True
        ),
        phrase("call", "asks the reader to sign up", max_words=60, signals=2),
        phrase("inbox", "offers a newsletter", where="anywhere", max_words=60, signals=2),
        phrase("label", "a button, field label or heading of a sign-up box", where="whole", max_words=8, signals=2),
        phrase("small-print", "terms or messages of a sign-up form", where="anywhere", max_words=90, signals=2),
        phrase("wall", "asks for an account or a subscription to read on", where="anywhere", max_words=60, signals=2),
        rest("rest", "belongs to a sign-up box", gap=2, max_words=60),
        name("box", in_a_box("signup"), "stands in a sign-up box", rank=4),
    ),
)
