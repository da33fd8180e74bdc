"""The addresses of the review page: reading with GET, changing with POST, every answer a whole page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, parse_qsl, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from ...config import Config
from ...errors import Defect, ScraperError
from ...workers import Limits, Order
from ..explain_page import hues
from .bench import Bench
from .blocks_view import colours
from .case_page import Place, case_page, error_page
from .chosen_view import wish_of
from .desk import Desk
from .filters import Filters
from .frame import POLICY
from .frame_page import frame_page
from .gate import Gate
from .html_page import data
from .items import Item
from .list_page import list_page
from .work import Review, name_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp


_MOST_BYTES = 65_536  # of what a form sends
_READ = "x-review-read"  # by the script, for pages that are no answer to a change: what is told is not for them


class Pages:
    """Answers of one review."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def list(self, request: Request) -> Response:
        """All cases."""
        desk = self._desk
        filters = Filters.of(dict(request.query_params))
        return HTMLResponse(list_page(desk.title, desk.summaries(), filters, self._message(request), desk.last_step))

    def case(self, request: Request) -> Response:
        """One case."""
        desk = self._desk
        place = self._place(request)
        message = self._message(request)
        try:
            look = desk.look(place.name)
            unit = look.units[place.unit] if place.unit is not None and place.unit < len(look.units) else None
            wish = wish_of(unit, look) if unit else None
            advice = desk.advice(place.name, unit.number, wish) if unit and wish else None
        except ScraperError as error:
            page = error_page(place, str(error), message, desk.last_step)
            return HTMLResponse(page, HTTPStatus.UNPROCESSABLE_ENTITY)
        return HTMLResponse(case_page(look, place, advice, message, desk.last_step))

    def frame(self, request: Request) -> Response:
        """The page as seen, for the frame."""
        name = self._name(request)
        try:
            look = self._desk.look(name)
        except ScraperError as error:
            raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from error
        if look.frame is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, "The page was not stored.")
        return HTMLResponse(frame_page(look.frame), headers={"content-security-policy": POLICY})

    def _message(self, request: Request) -> str:
        return "" if _READ in request.headers else self._desk.take_message()

    def _name(self, request: Request) -> str:
        """The case an address names: one of those that are reviewed, so no name leads to another file."""
        name: str = request.path_params["name"]
        if name not in self._desk.names:
            raise HTTPException(HTTPStatus.NOT_FOUND, f"No case is named '{name[:100]}' in this review.")
        return name

    def _place(self, request: Request) -> Place:
        query = dict(request.query_params)
        place = _seen_as(Place(self._name(request), Filters.of(query)), query)
        listed = [case.name for case in self._desk.summaries() if place.filters.let(case)]
        version, stored = self._desk.version(place.name), self._desk.is_stored(place.name)
        place = replace(place, total=len(listed), version=version, stored=stored)
        if place.name not in listed:
            return replace(place, total=0, after=listed[0] if listed else "")
        number = listed.index(place.name)
        after = listed[number + 1] if number + 1 < len(listed) else ""
        return replace(place, number=number + 1, before=listed[number - 1] if number else "", after=after)

    # ------------------------------------------------------------------ changes

    def change(self, what: Callable[[str, dict[str, str]], str]) -> Callable[[Request], object]:
        """An endpoint that does something to a case, then shows the case that ``what`` names."""

        async def endpoint(request: Request) -> Response:
            fields = await _form(request)
            name = self._name(request)
            shown = await run_in_threadpool(self._done, what, name, fields)
            return RedirectResponse(_back(request, shown, stays=shown == name), HTTPStatus.SEE_OTHER)

        return endpoint

    def _done(self, what: Callable[[str, dict[str, str]], str], name: str, fields: dict[str, str]) -> str:
        """What does not work is told on the page that is shown next."""
        try:
            return what(name, fields)
        except ScraperError as error:
            self._desk.tell(f"Not done. {error}")
            return name

    async def skip(self, request: Request) -> Response:
        """On to the next case of the list."""
        name = self._name(request)
        query = _query_before(request)
        filters = Filters.of(query)
        after = await run_in_threadpool(self._desk.after, name, filters)
        self._desk.tell(f"Skipped {name}." if after else f"Skipped {name}. It was the last one of the list.")
        address = Place(after, filters).address() if after else filters.address("/")
        return RedirectResponse(address, HTTPStatus.SEE_OTHER)

    async def undo(self, request: Request) -> Response:
        """Take the last step back, and show the case it was about."""
        shown = await run_in_threadpool(self._done, lambda _name, _fields: self._desk.undo(), "", {})
        address = _back(request, shown, stays=False) if shown else Filters.of(_query_before(request)).address("/")
        return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def _seen_as(place: Place, query: dict[str, str]) -> Place:
    unit = query.get("unit", "")
    number = int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 7 else None
    return replace(place, view=query.get("view", "")[:20], unit=number)


def _query_before(request: Request) -> dict[str, str]:
    """The query of the page that a form was on; the browser tells it to its own site."""
    return dict(parse_qsl(urlsplit(request.headers.get("referer", "")).query))


def _back(request: Request, name: str, *, stays: bool) -> str:
    """The page a form was on, or another case with the same filters."""
    query = _query_before(request)
    place = _seen_as(Place(name, Filters.of(query)), query)
    unit = "" if place.unit is None or not stays else str(place.unit)
    return place.address(unit=unit) if stays else replace(place, view="", unit=None).address()


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form (application/x-www-form-urlencoded)."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "That is more than a form here sends.")
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


def _static(text: str, kind: str) -> Callable[[Request], Response]:
    return lambda _request: Response(text, media_type=kind)


async def _told(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, headers=error.headers)


async def _defect(_request: Request, error: Exception) -> Response:
    words = f"{type(error).__name__}: {error}"
    advice = "This is a defect of the scraper: please report it with the page"
    return PlainTextResponse(f"{Defect('review', words, advice)}\n", HTTPStatus.INTERNAL_SERVER_ERROR)


def make_app(desk: Desk, token: str, port: int) -> ASGIApp:
    """The ASGI application behind its gate."""
    pages = Pages(desk)
    texts = {
        "/explain.css": (data("explain.css", "scraper.report"), "text/css"),
        "/review.css": (data("review.css"), "text/css"),
        "/colours.css": (hues(colours()), "text/css"),
        "/review.js": (data("review.js"), "text/javascript"),
        "/icon.svg": (data("icon.svg"), "image/svg+xml"),
    }
    changes = {"accept": desk.accept, "pin": desk.pin, "unpin": desk.unpin}
    routes = [
        Route("/", pages.list),
        Route("/case/{name}", pages.case),
        Route("/frame/{name}", pages.frame),
        Route("/case/{name}/skip", pages.skip, methods=["POST"]),
        Route("/undo", pages.undo, methods=["POST"]),
        *(Route(f"/case/{{name}}/{what}", pages.change(do), methods=["POST"]) for what, do in changes.items()),
        *(Route(path, _static(text, kind)) for path, (text, kind) in texts.items()),
    ]
    return Gate(Starlette(routes=routes, exception_handlers={HTTPException: _told, Exception: _defect}), token, port)


def open_desk(title: str, items: Sequence[Item], config: Config) -> tuple[Desk, Bench]:
    """A desk with what is reviewed on it, and the processes that clean for it: close them in the end."""
    limits = Limits(1, config.clean_seconds, config.clean_megabytes)
    bench = Bench(Order(Review(config), imports=("scraper.report.review.work",)), limits, name_of)
    return Desk(title, items, bench), bench
