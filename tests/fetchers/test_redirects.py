"""Redirects: ten at most, no circles, nothing secret taken along to another host."""

from __future__ import annotations

import base64
from collections.abc import Callable
from urllib.parse import quote

import pytest
from faultserver import PAGE, FaultServer, Reply, Request

from scraper.errors import RefusedAddress, RobotsDenied, TooManyRedirects
from scraper.fetchers import Fetcher

Names = dict[str, list[list[str]]]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(server: FaultServer, fetcher: Fetcher, status: int) -> None:
    page = fetcher.fetch(server.url(f"/redirect?to=/page&status={status}"))
    assert page.status == 200
    assert page.url == server.url(f"/redirect?to=/page&status={status}")
    assert page.final_url == server.url("/page")


@pytest.mark.parametrize(
    ("location", "final"),
    [("page", "/page"), ("./page", "/page"), ("?x=1", "/redirect?x=1"), ("/page#part", "/page"), ("/a b", "/a%20b")],
)
def test_relative_locations(server: FaultServer, fetcher: Fetcher, location: str, final: str) -> None:
    server.route("/a%20b", PAGE)
    server.route(
        "/redirect",
        lambda reply, r: reply.page() if r.number else reply.page(b"", f"Location: {location}", status="302 To"),
    )
    assert fetcher.fetch(server.url("/redirect")).final_url == server.url(final)


def test_a_location_in_utf_8(server: FaultServer, fetcher: Fetcher) -> None:
    server.route("/stra%C3%9Fe", PAGE)
    server.route("/german", lambda reply, _: reply.page(b"", "Location: /straße", status="302 Found"))
    assert fetcher.fetch(server.url("/german")).final_url == server.url("/stra%C3%9Fe")


def test_ten_redirects_pass_and_eleven_do_not(server: FaultServer, fetcher: Fetcher) -> None:
    assert fetcher.fetch(server.url("/chain?left=10")).status == 200
    with pytest.raises(TooManyRedirects, match="10 are allowed"):
        fetcher.fetch(server.url("/chain?left=11"))


def test_the_limit_can_be_none_at_all(server: FaultServer, make_fetcher: Callable[..., Fetcher]) -> None:
    with pytest.raises(TooManyRedirects, match="0 are allowed"):
        make_fetcher(max_redirects=0).fetch(server.url("/redirect?to=/page"))
    assert not server.seen("/page")


def test_a_circle_is_named_early(server: FaultServer, fetcher: Fetcher) -> None:
    with pytest.raises(TooManyRedirects, match="in a circle"):
        fetcher.fetch(server.url("/loop"))
    assert len(server.requests) == 3  # without turn, turn=1, turn=0


def test_the_body_of_a_redirect_is_not_read(server: FaultServer, fetcher: Fetcher) -> None:
    """requests reads it whole, without a limit, even when told not to follow."""
    assert fetcher.fetch(server.url("/redirect-bomb?to=/page")).body == PAGE


def test_redirects_and_tries_are_counted_apart(server: FaultServer, make_fetcher: Callable[..., Fetcher]) -> None:
    def stumbling(reply: Reply, request: Request) -> None:
        if request.number % 2 == 0:
            reply.page(b"", status="503 Busy")
        elif request.number < 6:
            reply.page(b"", f"Location: /stumbling?{request.number}", status="302 Found")
        else:
            reply.page()

    server.route("/stumbling", stumbling)
    assert make_fetcher(max_redirects=3, retries=4).fetch(server.url("/stumbling")).status == 200


def test_a_cookie_set_on_the_way_goes_with_the_next_hop(server: FaultServer, fetcher: Fetcher) -> None:
    assert fetcher.fetch(server.url("/cookie-wall")).status == 200


def test_no_cookie_outlives_its_fetch(server: FaultServer, fetcher: Fetcher) -> None:
    fetcher.fetch(server.url("/cookie-wall"))
    fetcher.fetch(server.url("/cookie-wall"))
    assert ["cookie" in request.headers for request in server.requests] == [False, True, False, True]


def test_secrets_stay_with_the_first_origin(names: Names, server: FaultServer, fetcher: Fetcher) -> None:
    names["a.test"] = names["b.test"] = [["127.0.0.1"]]
    back = quote(server.url("/page", host="a.test"), safe="")
    away = quote(server.url(f"/redirect?to={back}&cookie=other=2", host="b.test"), safe="")
    start = server.url(f"/redirect?to={away}&cookie=own=1", host="us:er@a.test").replace("us:er", "me:pass")
    page = fetcher.fetch(start, headers={"Cookie2": "x", "If-None-Match": '"v0"'})
    login = "Basic " + base64.b64encode(b"me:pass").decode()
    assert [request.headers.get("authorization") for request in server.requests] == [login, None, login]
    assert [request.headers.get("cookie") for request in server.requests] == [None, None, "own=1"]
    assert [request.headers.get("if-none-match") for request in server.requests] == ['"v0"'] * 3
    assert "pass" not in f"{page.url} {page.final_url}"


def test_a_given_authorization_header_stays_too(names: Names, server: FaultServer, fetcher: Fetcher) -> None:
    names["b.test"] = [["127.0.0.1"]]
    away = quote(server.url("/page", host="b.test"), safe="")
    fetcher.fetch(server.url(f"/redirect?to={away}"), headers={"Authorization": "Bearer s", "X-Plain": "p"})
    assert [request.headers.get("authorization") for request in server.requests] == ["Bearer s", None]
    assert [request.headers.get("x-plain") for request in server.requests] == ["p", "p"]


def test_credentials_in_a_redirect_are_not_used(server: FaultServer, fetcher: Fetcher) -> None:
    target = quote(server.url("/page", host="trick:ster@127.0.0.1"), safe="")
    page = fetcher.fetch(server.url(f"/redirect?to={target}"))
    assert page.final_url == server.url("/page")
    assert "authorization" not in server.requests[-1].headers


def test_fragments_are_not_sent(server: FaultServer, fetcher: Fetcher) -> None:
    page = fetcher.fetch(server.url("/page?a=b#secret-part"))
    assert server.requests[0].target == "/page?a=b"
    assert page.final_url == server.url("/page?a=b")


def test_a_caller_can_refuse_a_hop(server: FaultServer, fetcher: Fetcher) -> None:
    asked = []

    def approve(url: str) -> None:
        asked.append(url)
        raise RobotsDenied(url, "is disallowed by robots.txt", "Leave it")

    with pytest.raises(RobotsDenied):
        fetcher.fetch(server.url("/redirect?to=/page"), approve=approve)
    assert asked == [server.url("/page")]
    assert not server.seen("/page")


def test_a_redirect_status_without_a_location_is_an_error_status(server: FaultServer, fetcher: Fetcher) -> None:
    with pytest.raises(Exception, match="answers 302"):
        fetcher.fetch(server.url("/status?code=302"))


def test_a_message_about_a_redirect_sends_no_commands_to_a_terminal(server: FaultServer, fetcher: Fetcher) -> None:
    server.route("/esc", lambda reply, _: reply.page(b"", "Location: ftp://x.test/\x1b[2Jgone", status="302 Found"))
    with pytest.raises(RefusedAddress) as caught:
        fetcher.fetch(server.url("/esc"))
    assert str(caught.value).isprintable()


def refresh(to: str, rest: str = "Redirecting") -> bytes:
    return f'<title>Redirecting</title><meta http-equiv="refresh" content="0; url={to}">{rest}'.encode()


def test_an_empty_page_that_sends_its_readers_on_is_followed(server: FaultServer, fetcher: Fetcher) -> None:
    server.route("/old", refresh("/page"))
    page = fetcher.fetch(server.url("/old"))
    assert (page.body, page.url, page.final_url) == (PAGE, server.url("/old"), server.url("/page"))
    asked: list[str] = []
    fetcher.fetch(server.url("/old"), approve=asked.append)
    assert asked == [server.url("/page")]


@pytest.mark.parametrize("body", [refresh("/page", "many words " * 60), refresh("/old"), refresh("javascript:x()")])
def test_a_page_with_a_text_or_without_a_target_is_what_was_asked_for(
    server: FaultServer, fetcher: Fetcher, body: bytes
) -> None:
    server.route("/old", body)
    assert fetcher.fetch(server.url("/old")).body == body


def test_what_is_wanted_as_data_is_not_followed(server: FaultServer, fetcher: Fetcher) -> None:
    server.route("/old", refresh("/page"))
    assert fetcher.fetch(server.url("/old"), types=None).body == refresh("/page")


def test_where_a_page_sends_its_readers_is_judged_like_every_redirect(server: FaultServer, guarded: Fetcher) -> None:
    server.route("/inside", refresh("http://10.0.0.1/"))
    with pytest.raises(RefusedAddress, match=r"redirected to http://10\.0\.0\.1/, which leads to"):
        guarded.fetch(server.url("/inside"))
    server.route("/one", refresh("/two"))
    server.route("/two", refresh("/one"))
    with pytest.raises(TooManyRedirects, match="circle"):
        guarded.fetch(server.url("/one"))
    for number in range(12):
        server.route(f"/far{number}", refresh(f"/far{number + 1}"))
    with pytest.raises(TooManyRedirects, match="10 are allowed"):
        guarded.fetch(server.url("/far0"))
