"""Share bars: share, follow, print and copy buttons, links to social networks."""

from .engine.naming import made_of_phrases
from .engine.rules import Cleaner, by_part, by_word, css, function, name, phrase
from .engine.sharing import bars, calls, lone_names

_SHARE = by_word("share sharing shares a2a teilen shariff") + ", "
_SHARE += by_part("sharebar sharebutton sharethis addthis addtoany sharedaddy socialshare sharetool shareicon")
_SOCIAL = by_word("social socials") + ", " + by_part("socialmedia socialicon sociallink follow-us followus")
_LINKS = ", ".join(
    f"[href*={address}]"
    for address in "facebook.com/sharer facebook.com/share.php facebook.com/dialog twitter.com/intent twitter.com/share"
    " x.com/intent x.com/share linkedin.com/share pinterest.com/pin/create reddit.com/submit api.whatsapp.com whatsapp:"
    " wa.me/? t.me/share telegram.me/share vk.com/share line.me/r/msg tumblr.com/share getpocket.com/save mailto:?"
    " plus.google.com/share flipboard.com/bookmarklet viber: tg: service.weibo.com b.hatena.ne.jp/entry".split()
)

cleaner = Cleaner(
    "share",
    "Share, print, follow and feedback buttons, links to social networks",
    (
        css("share-box", _SHARE, "its element is named after sharing", most=0.1),
        css("social-box", _SOCIAL, "its element is named after social networks", most=0.1),
        css("share-link", _LINKS, "a link that shares this page", "certain"),
        phrase("call", "asks to share, follow, save or rate", max_words=9, signals=2),
        phrase("count", "a number of shares", where="end", max_words=3, signals=2),
        function("follow", calls, "asks to follow on a network", by_words=True),
        function("bar", bars, "a bar of networks", by_words=True),
        function("network", lone_names, "a button of one network", "hint", by_words=True),
        name(
            "wording",
            made_of_phrases("share", "words", "call", "follow", naming=("follow", "networks")),
            "networks and share words",
        ),
    ),
)
