"""Sign-up blocks: newsletter forms, calls to subscribe, registration walls."""

from .engine.rules import Cleaner, css, phrase

cleaner = Cleaner(
    "signup",
    "Newsletter forms, calls to subscribe, registration walls",
    (
        css("newsletter-form", "form[action*=newsletter], [class*=newsletter-signup]", "a newsletter form"),
        phrase("call", "asks the reader to sign up", max_words=60),
    ),
)
