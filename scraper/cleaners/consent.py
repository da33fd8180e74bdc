"""Consent: cookie banners, privacy dialogs and their buttons."""

from .engine.rules import Cleaner, by_part, by_word, css, phrase

_TOOLS = "onetrust ot-sdk cookiebot cookielaw cookie-law cookie-banner cookiebanner cookie-notice cookie-consent"
_TOOLS += " cookieconsent cookie-bar cookie-popup didomi usercentrics borlabs cmplz qc-cmp truste- truste_ trustarc"
_TOOLS += " cky-consent cky-modal cky-overlay iubenda termly sp_message moove-gdpr fc-consent cookieyes klaro osano"

cleaner = Cleaner(
    "consent",
    "Cookie banners, privacy dialogs, placeholders that wait for consent",
    (
        css("dialog", by_part(_TOOLS), "the dialog of a consent tool", "certain", bulky=True),
        css("cookie-box", by_word("cookie cookies consent gdpr ccpa"), "its element is named after cookies", most=0.2),
        phrase("notice", "asks for consent to cookies", where="anywhere", max_words=150, signals=2),
        phrase("wording", "the wording of consent dialogs", "anywhere", 150),
        phrase("button", "a button of a consent dialog", where="whole", max_words=9, signals=3),
    ),
)
