"""Advertisements: their boxes and labels, the bridges over them, notes on who earns by the links."""

from .engine.rules import Cleaner, by_word, css, phrase

cleaner = Cleaner(
    "advert",
    "Advertisements, sponsored content, affiliate notes",
    (
        css(
            "ad-box",
            by_word(
                "ad ads advert adverts advertisement advertisements advertising adslot adunit adbox adsense adsbygoogle"
                " adwrapper adcontainer dfp anzeige werbung publicite publicidad publicidade pubblicita reklama reklam"
                " reklame advertentie annons annonse annonce mainos inzerce"
            )
            + ", amp-ad",
            "its element is named after advertisements",
            most=0.1,
        ),
        css(
            "sponsored-box",
            by_word("sponsored taboola outbrain gesponsert sponsorise patrocinado paidpost"),
            "its element is named after sponsored content",
            most=0.3,
        ),
        css("affiliate-box", by_word("affiliate"), "an affiliate note", "hint"),
        phrase("label", "labels an advertisement", where="whole", max_words=8),
        phrase("bridge", "leads over an advertisement", max_words=25, alone="strong"),
        phrase("affiliate", "tells who earns by the links or who paid", where="anywhere", max_words=100, signals=2),
    ),
)
