"""One form for one address: what is fetched, what counts as the same page, and whose politeness clock runs.

``normalise`` gives the address that is fetched: spelled as browsers would spell it, without fragment, tracking
parameters and session ids. ``key_of`` goes further and gives one key to the forms in which sites publish one page:
http or https, ``www``, AMP, mobile, order of parameters. Percent-encoding and spelling are w3lib's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string

MAX_LENGTH = 2000  # what browsers, servers and the sitemap protocol (2048) agree on
_DEFAULT_PORTS = {"http": 80, "https": 443}
_EDGES = "".join(map(chr, range(0x21)))  # WHATWG URL, 4.4: controls and spaces around an address are no part of it
_TAB_OR_LINE = re.compile(r"[\t\r\n]")
_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")

# Parameters that tell where a reader came from. Only names that mean nothing else: a name such as ``cid`` or ``ref``
# is the number of an article somewhere, and dropping it would make all articles of that site one page.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|matomo|piwik|itm|hsa|vero|oly|mkt|at|_hs|__hs)_\w+|utm[a-z]*|_hs(?:enc|mi)|ns_(?:campaign|mchannel"
    r"|source|linkname|fee)|wt_(?:mc|zmc|cc\d)\w*|[a-z]{1,6}clid|msclkid|gbraid|wbraid|dclsrc|gclsrc|_ga|_gl|_ke"
    r"|_openstat|igshid|igsh|mc_cid|mc_eid|ml_subscriber\w*|s_cid|s_kwcid|ef_id|epik|xtor|xts|cmpid|wtrid|icid|ocid"
    r"|ncid|smid|smtyp|spm|scm|trkinfo|fb_action_\w+|fb_ref|fb_source|fbc_id|action_\w+_map|ref_src|ref_url|referrer"
    r"|__twitter_impression|soc_src|soc_trk|guce_referrer\w*|guccounter|share_source|share_medium|sharetoken|share|replytocom"
    r"|cx_testid|cx_testvariant|cx_artpos|amp_gsa|amp_js_v|amp_ct|amp_tf|usqp|aoh|ampshare",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"(?:php|j|asp)_?sess(?:ion)?_?id\w*|sess(?:ion)?_?id|cfid|cftoken|zenid|oscsid|osessid", re.IGNORECASE
)
_SHORT_SESSION = frozenset(("sid", "s", "session", "sess"))  # session ids only when the value looks like one
_SESSION_VALUE = re.compile(r"(?=.*\d)(?=.*[a-z])[0-9a-z]{24,}", re.IGNORECASE)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid|sessionid)=[^/;?#]*", re.IGNORECASE)
_DOTNET_SESSION = re.compile(r"/\((?:[A-Z]\([0-9a-z]{24}\))+\)", re.IGNORECASE)

_WWW = re.compile(r"www\d{0,2}\.(?=[^.]+\.)")
_DEVICE_HOST = re.compile(r"(?:m|mobile|mobil|amp|touch|wap)\.(?=[^.]+\.)")
_INNER_DEVICE_HOST = re.compile(r"(?<=\.)m\.(?=[^.]+\.)")  # language.m.example.org
_AMP_CACHE = re.compile(r"/(?:amp|[acvw])/s/(?=[^/]+\.[^/]+)")  # caches and viewers of AMP hold the address itself
_AMP_CACHE_PLAIN = re.compile(r"/[acvw]/(?=[^/]+\.[^/]+/)")
_AMP_PATH = re.compile(r"^/amp(?=/.)|/amp(?:/|\.html?)?$|\.amp(?=\.html?$|$)|/amp(?=/index\.html?$)", re.IGNORECASE)
_AMP_KEYS = frozenset(("amp", "outputtype", "output", "isamp", "is_amp", "amphtml"))
_AMP_VALUES = frozenset(("", "1", "amp", "true", "yes", "on"))
_DEVICE_KEYS = {
    "m": ("1",),
    "mobile": ("1", "true"),
    "view": ("mobile", "print"),
    "device": ("mobile",),
    "print": ("", "1", "true"),
}
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php\d?|aspx?|jsp|cgi)$", re.IGNORECASE)


def normalise(url: str, base: str | None = None) -> str | None:
    """The address to fetch for ``url`` as written, resolved against ``base``; None when it is no usable http(s) one.

    Fragment, credentials, tracking parameters and session ids go; the order of the other parameters stays, as some
    servers care. The result is ASCII of at most MAX_LENGTH characters, and normalising it again changes nothing.
    """
    written = _TAB_OR_LINE.sub("", url.strip(_EDGES))
    try:
        parts = urlsplit(safe_url_string(urljoin(base, written) if base else written))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:  # UnicodeError is one: lone surrogates, names that IDNA refuses
        return None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not _usable_host(host):
        return None
    netloc = _with_port(host, port, scheme)
    path = _dots_resolved(_DOTNET_SESSION.sub("", _PATH_SESSION.sub("", parts.path)) or "/")
    found = urlunsplit((scheme, netloc, path, _own_parameters(parts.query), ""))
    return found if len(found) <= MAX_LENGTH and found.isascii() and not _CONTROL.search(found) else None


@lru_cache(maxsize=4096)
def key_of(url: str) -> str:
    """The same string for every address of one page: ``host/path?query`` without scheme, AMP and mobile forms folded.

    For what cannot be normalised the key is the address as written.
    """
    address = normalise(url)
    if address is None:
        return url
    parts = urlsplit(canonicalize_url(_out_of_cache(address), keep_blank_values=True))
    host = _with_port(_plain_host(parts.hostname or ""), parts.port, parts.scheme)
    path = _AMP_PATH.sub("", _INDEX.sub("/", _AMP_PATH.sub("", re.sub("/{2,}", "/", parts.path)))).rstrip("/")
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_device(pair))
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def host_key(url: str) -> str:
    """``host`` or ``host:port`` (not for 80 and 443): who is asked, whatever the scheme. Empty without a host."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    return _with_port(host, port if port not in _DEFAULT_PORTS.values() else None, parts.scheme)


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: hosts are the same, or one is below the other (``www``, ``m`` folded)."""
    first, second = (_plain_host(host_key(url)) for url in (one, other))
    return bool(first) and (first == second or first.endswith("." + second) or second.endswith("." + first))


def _usable_host(host: str) -> bool:
    return bool(host) and not re.search(r"[^0-9a-z.:_-]", host, re.IGNORECASE) and ".." not in host and host[0] != "."


def _with_port(host: str, port: int | None, scheme: str) -> str:
    host = f"[{host}]" if ":" in host else host
    return host if port is None or port == _DEFAULT_PORTS.get(scheme.lower()) else f"{host}:{port}"


def _dots_resolved(path: str) -> str:
    """RFC 3986, 5.2.4; empty segments stay, as servers may care."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(kept + [""] * (segments[-1] in (".", "..") and bool(kept) and kept[-1] != ""))


def _own_parameters(query: str) -> str:
    """``query`` without what tells the reader's way or session, spelling and order of the rest untouched."""
    return "&".join(pair for pair in query.split("&") if pair and not _is_foreign(pair))


def _is_foreign(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = unquote(name).removeprefix("amp;")  # an address escaped twice
    if _TRACKING.fullmatch(name) or _SESSION.fullmatch(name):
        return True
    return name.lower() in _SHORT_SESSION and bool(_SESSION_VALUE.fullmatch(value))


def _is_device(pair: str) -> bool:
    name, _, value = pair.lower().partition("=")
    return (name in _AMP_KEYS and value in _AMP_VALUES) or value in _DEVICE_KEYS.get(name, ())


def _plain_host(host: str) -> str:
    """The host without ``www`` and device labels, as long as a name with two labels is left."""
    host = _DEVICE_HOST.sub("", _WWW.sub("", host, count=1), count=1)
    return _WWW.sub("", _INNER_DEVICE_HOST.sub("", host, count=1), count=1)


def _out_of_cache(address: str) -> str:
    """The page's own address for one on an AMP cache or viewer (AMP URL formats: ``/c/s/host/path``)."""
    parts = urlsplit(address)
    secure = _AMP_CACHE.match(parts.path)
    plain = None if secure or ".cdn." not in f".{parts.netloc}" else _AMP_CACHE_PLAIN.match(parts.path)
    match: re.Match[str] | None = secure or plain
    if match is None:
        return address
    inner = f"{'https' if secure else 'http'}://{parts.path[match.end() :]}?{parts.query}"
    return normalise(inner) or address
