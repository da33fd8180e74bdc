"""Promotion: the site asks for money, members, subscribers or downloads, and speaks of its shop and events."""

from .engine.endings import closing_calls
from .engine.entries import calls_between
from .engine.naming import in_a_box
from .engine.rules import Cleaner, by_part, by_word, css, function, name, phrase, plea

cleaner = Cleaner(
    "promotion",
    "Donations, membership, subscription offers, apps, gifts, events of the site's own",
    (
        css(
            "promo-box",
            by_word(
                "promo promos promobox promotion promotions donate donation donations fundraising membership upsell"
            ),
            "its element is named after promotion",
            most=0.15,
        ),
        css(
            "app-box",
            by_part(
                "app-store appstore google-play googleplay app-download appdownload download-app app-promo app-banner"
            ),
            "its element is named after app stores",
            most=0.15,
        ),
        css("call-to-action", by_word("cta"), "its element is named a call to action", "hint", most=0.15),
        css(
            "store-link",
            "a[href*=apps.apple.com], a[href*=itunes.apple.com], a[href*=play.google.com/store],"
            " a[href*=paypal.com/donate], a[href*=patreon.com], a[href*=buymeacoffee.com], a[href*=ko-fi.com]",
            "a link to an app store or a page for donations",
            "hint",
        ),
        function(
            "closing-call",
            closing_calls("promotion", "call"),
            "asks for support at the end of a paragraph",
            by_words=True,
        ),
        phrase("call", "asks for money, membership or a download", max_words=60, signals=2),
        phrase("label", "a button or heading about support, offers or apps", where="whole", max_words=8, signals=2),
        phrase("plea", "asks the reader of the page for support", where="anywhere", max_words=50),
        function(
            "between", calls_between("promotion", "plea", "appeal"), "a plea between entries", "certain", by_words=True
        ),
        phrase("appeal", "speaks of support, offers or apps of the site's own", "anywhere", 80, signals=3),
        plea("appeal-box", "a box that asks for support in several ways", ("call", "plea", "appeal")),
        name("box", in_a_box("promotion"), "stands in a box that asks for support", rank=4),
    ),
)
