"""Who may ask the review page: the browser that was given the address with the token, from a page of ours.

Another web site can make a browser send requests to loopback (cross-site request forgery) or give itself a name that
resolves to it (DNS rebinding). So the Host must be ours, an Origin must be ours and there must be one on requests that
change something, and every request needs the token: in the address once, then in a cookie that only we are sent.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "x-review-token"
_SAFE = ("GET", "HEAD")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# no-referrer would make browsers send "Origin: null" with our own forms (Fetch standard, 3.2)
_HEADERS = {
    "content-security-policy": _POLICY,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-dns-prefetch-control": "off",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cache-control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """ASGI middleware: refuses with a plain explanation, or lets through and adds the headers that bound our pages.

    ``token`` is what the address was opened with; ``port`` is the one that is listened at.
    """

    app: ASGIApp
    token: str
    port: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Raises ValueError for what is not HTTP: the server is told to offer nothing else."""
        if scope["type"] != "http":
            raise ValueError(f"no {scope['type']} here")

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _completed(message["headers"])
            await send(message)

        answer = self._answer(Request(scope))
        await (answer or self.app)(scope, receive, sending)

    @property
    def _hosts(self) -> tuple[str, str]:
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def cookie(self) -> str:
        """Its name has the port: cookies do not tell ports apart, and two reviews may run."""
        return f"review-{self.port}"

    def _answer(self, request: Request) -> Response | None:
        """What a request gets that does not reach the pages; None for those that do."""
        host = request.headers.get("host", "")
        if host not in self._hosts:
            return _refused(f"it was sent to the host '{host[:100]}'", f"This is http://{self._hosts[0]}/ alone")
        if request.method == "GET" and request.url.path == "/" and self._is_token(request.query_params.get("token")):
            answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
            answer.set_cookie(self.cookie, self.token, httponly=True, samesite="strict")
            return answer
        return self._foreign(request, f"http://{host}") or self._without_token(request)

    def _foreign(self, request: Request, ours: str) -> Response | None:
        origin = request.headers.get("origin")
        if origin is None and request.method not in _SAFE:
            return _refused("it does not say which page it came from", "Changes are made from the review page alone")
        if origin not in (None, ours):
            return _refused(f"it came from a page of '{(origin or '')[:100]}'", "Only pages of this review may ask")
        site = request.headers.get("sec-fetch-site", "none")
        if site not in ("none", "same-origin"):
            return _refused(f"it came from another site's page ({site[:20]})", "Only pages of this review may ask")
        return None

    def _without_token(self, request: Request) -> Response | None:
        given = request.headers.get(HEADER) or request.cookies.get(self.cookie)
        if self._is_token(given):
            return None
        reason = "its token is not the one of this review" if given else "it has no token"
        return _refused(reason, "Open the whole address that 'scraper review' printed, up to the last letter")

    def _is_token(self, given: str | None) -> bool:
        return given is not None and hmac.compare_digest(given.encode(), self.token.encode())


def _refused(reason: str, advice: str) -> Response:
    return PlainTextResponse(f"Refused: {reason}.\n{advice}.\n", HTTPStatus.FORBIDDEN)


def _completed(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """With our headers, where the answer does not have its own."""
    present = {name.lower() for name, _ in headers}
    ours: Mapping[str, str] = _HEADERS
    more = [(name.encode(), value.encode()) for name, value in ours.items() if name.encode() not in present]
    return [*headers, *more]
