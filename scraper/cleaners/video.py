"""Video and audio players: controls, messages, running times, playlists and their headings."""

from .engine.clock import lone_times, running_times
from .engine.naming import in_a_box
from .engine.rules import Cleaner, by_word, css, function, name, phrase

cleaner = Cleaner(
    "video",
    "Players, playlists, running times and headings of video boxes",
    (
        css("fallback", "video, audio, amp-video, amp-audio", "shown where the player does not work", "certain"),
        css(
            "player",
            by_word("player players jwp playlist brightcove")
            + ", [class*=videoplayer], [class*=jwplayer], .video-js, [class*=vjs-], [class*=mejs-], [class*=plyr]",
            "its element is named after a player",
            most=0.2,
        ),
        css("video-box", by_word("video videos"), "a box about videos", "hint", most=0.2),
        phrase("label", "a button or heading of a player", where="whole", max_words=8, signals=2),
        phrase("call", "leads to a video or a podcast", max_words=30, signals=3),
        phrase("heading", "a heading of a list of videos", where="end", max_words=5),
        phrase("heading-of", "a heading of a list of videos", max_words=6),
        phrase("chrome", "what a player says", where="anywhere", max_words=60),
        function("running-time", running_times, "the running time of a video", by_words=True),
        function("time", lone_times, "a line that is only a time", "hint", by_words=True),
        name("box", in_a_box("video"), "stands in a box about a video", rank=4),
    ),
)
