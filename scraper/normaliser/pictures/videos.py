"""Videos of the article: players by element, address or data attribute, with title and caption.

The address of a known service is given as the page where the video can be seen, so that a player, its lazy-loading
stand-in and the JSON-LD of one video come out as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...article import Video
from ...model import Document, Media, Node
from ...urls import parts_of
from ..fields import jsonld
from ..folding import plain
from ..wordlist import table
from .address import absolute
from .class_words import PLAYER, TITLE
from .labels import label_after
from .layout import Layout, count_words, covers_text
from .settling import Piece, Words

_ID_ATTRIBUTES = ("data-video-id", "data-videoid", "videoid", "data-youtube-id", "data-vimeo-id", "data-media-id")
_TITLE_ATTRIBUTES = ("data-video-title", "data-title", "title", "aria-label", "playlabel")
_YOUTUBE_ID = re.compile(r"[\w-]{11}")
_OWN_PLAYER = re.compile(r"(?:^|[/._-])(?:videos?|vod|player|videoplayer)(?:$|[/._?=-])", re.I)
_NO_VIDEO = re.compile(r"audio|podcast|radio|map|chart|advert|\bads?\b|login|comment", re.I)
_EMPTY_TITLE = re.compile(
    r"(?:youtube|vimeo|dailymotion|embedded|embed|external|3rd party|third party|jw|video|media|player|content|iframe"
    r"|frame|embedding|player|lecteur|reproductor|vídeo|видео|動画|동영상|eingebettetes?|inhalt|[\s:|-])+",
    re.I,
)
_TITLE_WORDS = 25
_CLIMB = 4


@dataclass(frozen=True, slots=True)
class _Provider:
    name: str
    hosts: tuple[str, ...]
    ident: re.Pattern[str] | None
    page: str | None


_PROVIDERS = tuple(
    _Provider(
        entry["name"],
        tuple(entry["hosts"]),
        re.compile(entry["id"]) if "id" in entry else None,
        entry.get("page"),
    )
    for entry in table("videos")["provider"]
)


@dataclass(slots=True)
class Player:
    """A player in the page and what it says of its video; ``node`` is its number in Document.nodes."""

    node: int
    before: int
    provider: str | None
    url: str | None
    title: str | None
    caption: str | None = None


def players_in(layout: Layout) -> dict[int, Player]:
    """The players inside the article's stretch, by number in Document.media."""
    extent = layout.extent
    players: dict[int, Player] = {}
    for number, media in enumerate(layout.document.media):
        if media.kind in ("video", "iframe", "embed") and extent.lead <= media.before <= extent.last + 1:
            player = None if layout.is_foreign(media.node) else _resolved(layout, media)
            if player:
                players[number] = player
    return players


def read_videos(
    layout: Layout, players: Mapping[int, Player], words: Mapping[int, Words]
) -> tuple[list[Video], list[Piece]]:
    """Videos inside the article's stretch, and the visible words of their titles.

    ``players`` and their captions ``words`` are by number in Document.media.
    """
    for number, player in players.items():
        player.caption = words[number].caption if number in words else None
    known = {ancestor.id for player in players.values() for ancestor in layout.document.ancestors(player.node)}
    found = [*players.values(), *_from_attributes(layout, known)]
    pieces: list[Piece] = []
    for video in found:
        node = _title_node(layout, video.node)
        if node is not None:
            spans = layout.document.covered(node)
            pieces += [Piece(span, "video_title", "video-title", "title inside a video player") for span in spans]
            texts = (layout.document.blocks[block].text[start:end] for block, start, end in spans)
            title = " ".join(" ".join(texts).split())
            video.title = title[: label_after(title, anywhere=True) or None].rstrip() or video.title
    return [video for video in _described(layout.document, found) if video.url or video.title or video.caption], pieces


def announced_videos(document: Document) -> list[Video]:
    """Videos that the JSON-LD of the article itself names, for pages whose player a script draws."""
    return _described(document, [])


def service(address: str) -> tuple[str | None, str | None]:
    """Name of the video service and the page of the video; (None, None) for other addresses."""
    host = (parts_of(address).hostname or "").lower()
    for provider in _PROVIDERS:
        if any(host == known or host.endswith("." + known) for known in provider.hosts):
            match = provider.ident.search(address) if provider.ident else None
            if provider.ident and not match:
                return None, None
            if match and provider.page:
                return provider.name, provider.page.format(id=match[1])
            return provider.name, address
    return None, None


# --------------------------------------------------------------------------------------------- in the page


def _resolved(layout: Layout, media: Media) -> Player | None:
    node = layout.document.nodes[media.node]
    addresses = [absolute(address, layout.document.base_url) for address in media.sources]
    title = _attribute_title(node)
    for address in addresses:
        name, url = service(address)
        if name:
            return Player(media.node, media.before, name, url, title)
    return _unnamed(node, media, addresses, title)


def _unnamed(node: Node, media: Media, addresses: Sequence[str], title: str | None) -> Player | None:
    """A player that no known address tells: the video element, AMP's elements, a frame whose address says video."""
    ident = _ident(node)
    name: str | None = None
    url: str | None = None
    if media.kind == "video":
        url = next((address for address in addresses if not address.startswith("blob:")), None)
    elif node.tag == "amp-youtube":
        name, url = _youtube(ident)
    elif node.tag == "amp-brightcove":
        name = "Brightcove" if ident else None
    elif media.kind == "iframe" and addresses and _is_own_player(addresses[0]):
        url = addresses[0]
    known = name or url or (ident and media.kind == "video")
    return Player(media.node, media.before, name, url, title) if known else None


def _is_own_player(address: str) -> bool:
    """An unknown service whose address says that it plays a video."""
    rest = address.partition("://")[2]
    return bool(_OWN_PLAYER.search(rest)) and not _NO_VIDEO.search(rest)


def _from_attributes(layout: Layout, known: set[int]) -> Iterator[Player]:
    """Player elements that a script fills, known by an attribute with the video's number."""
    seen: set[str] = set()
    for number in layout.players:
        node = layout.document.nodes[number]
        ident = _ident(node)
        if not ident or ident in seen or number in known or layout.is_foreign(number) or node.tag == "a":
            continue
        if not layout.extent.lead <= node.first <= layout.extent.last + 1:
            continue
        seen.add(ident)
        kind = f"{node.tag} {node.attrs.get('class') or ''} {' '.join(node.attrs.keys())}".lower()
        name, url = _youtube(ident) if "youtube" in kind else (None, None)
        if "vimeo" in kind:
            name, url = service(f"https://vimeo.com/{ident}")
        elif "brightcove" in kind or "data-account" in kind:
            name = "Brightcove"
        yield Player(number, node.first, name, url, _attribute_title(node))


def _youtube(ident: str) -> tuple[str | None, str | None]:
    if not _YOUTUBE_ID.fullmatch(ident):
        return None, None
    return service(f"https://www.youtube.com/watch?v={ident}")


def _ident(node: Node) -> str:
    return next((value.strip() for name in _ID_ATTRIBUTES if (value := node.attrs.get(name))), "")


def _attribute_title(node: Node) -> str | None:
    for name in _TITLE_ATTRIBUTES:
        text = plain(node.attrs.get(name) or "")
        if " " in text and not _EMPTY_TITLE.fullmatch(text):
            return text
    return None


def _title_node(layout: Layout, number: int) -> Node | None:
    """The element with the visible title inside the player's container, when there is one."""
    document, extent = layout.document, layout.extent
    container = None
    for node in document.ancestors(number)[: _CLIMB + 1]:
        if node.id < layout.offset or (covers_text(node) and extent.holds_body(node.first, node.last)):
            break
        if layout.bits_at(node.id) & PLAYER:
            container = node
    if container is None or not covers_text(container):
        return None
    for node in document.nodes[container.id + 1 :]:
        if node.depth <= container.depth:
            return None
        heading = node.tag in ("h2", "h3", "h4", "h5", "h6")
        if (heading or layout.bits_at(node.id) & TITLE) and covers_text(node):
            return node if count_words(document, node) <= _TITLE_WORDS else None
    return None


# ----------------------------------------------------------------------------------------------- JSON-LD


def _described(document: Document, found: Sequence[Player]) -> list[Video]:
    """Videos with what JSON-LD knows of them; without any player those that the article itself names."""
    objects = list(_video_objects(document))
    videos: dict[tuple[str | None, str | None, int | None], Video] = {}
    for video in found:
        item = next((item for item, urls, _ in objects if video.url and video.url in urls), None)
        if item is None and len(found) == 1 and len(objects) == 1:
            item = objects[0][0]
        url = video.url or (next(iter(objects[0][1]), None) if item is not None and len(objects) == 1 else None)
        title = video.title or (jsonld.first(item.get("name")) or None if item else None)
        key = (video.provider, url, None if url else video.before)
        videos.setdefault(key, Video(video.provider, url, title, video.caption, video.before))
    if not found:
        for item, urls, own in objects:
            if own:
                name, page = next((pair for pair in map(service, urls) if pair[0]), (None, next(iter(urls), None)))
                title = jsonld.first(item.get("name")) or None
                videos.setdefault((name, page, None), Video(name, page, title))
    return list(videos.values())


def _video_objects(document: Document) -> Iterator[tuple[Mapping[str, Any], tuple[str, ...], bool]]:
    """VideoObjects with their addresses, and whether the article itself names them."""
    articles = jsonld.about(document.jsonld, (document.base_url,), (document.title_tag,))
    for item in articles:
        value = item.get("video")
        for part in value if isinstance(value, list) else (value,):
            if isinstance(part, Mapping):
                yield part, _addresses(part, document.base_url), True
    for item in document.jsonld:
        if "videoobject" in jsonld.types(item):
            yield item, _addresses(item, document.base_url), False


def _addresses(item: Mapping[str, Any], base: str) -> tuple[str, ...]:
    """Pages and files of a VideoObject, each as itself and as the page of its service."""
    own = [absolute(url, base) for key in ("url", "embedUrl", "contentUrl") if (url := jsonld.first(item.get(key)))]
    pages = [page for url in own if (page := service(url)[1])]
    return tuple(dict.fromkeys([*pages, *own]))
