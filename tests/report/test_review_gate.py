"""Who gets an answer from the review page, and what bounds the answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from reviewing import Running, cases, make_case, review_of


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    root = tmp_path_factory.mktemp("cases")
    (root / "secret.txt").write_text("hidden treasure")
    with review_of(cases(make_case(root, "ferries"), make_case(root, "an odd name & <b>ü"))) as running:
        yield running


EVERY = ["/", "/case/ferries", "/frame/ferries", "/review.js", "/review.css", "/icon.svg", "/nowhere"]


@pytest.mark.parametrize("path", EVERY)
def test_nothing_without_the_token(review: Running, path: str) -> None:
    for cookie in (None, "", f"review-{review.door.port}=", f"review-{review.door.port}={'x' * 32}", "review-1=x"):
        reply = review.ask(path, Cookie=cookie)
        assert reply.status == 403
        assert reply.text.startswith("Refused: it")
        assert "Open the whole address that 'scraper review' printed" in reply.text
        assert review.door.token not in reply.text


def test_a_token_that_is_wrong_in_the_address_opens_nothing(review: Running) -> None:
    for token in ("", "x", review.door.token[:-1], review.door.token + "x", "%ff%00"):
        reply = review.ask(f"/?token={token}", Cookie=None)
        assert (reply.status, "set-cookie" in reply.headers) == (403, False)
    assert review.ask(f"/case/ferries?token={review.door.token}", Cookie=None).status == 403


def test_the_token_in_the_address_becomes_a_cookie(review: Running) -> None:
    reply = review.ask(f"/?token={review.door.token}", Cookie=None)
    assert (reply.status, reply.headers["location"]) == (303, "/")
    cookie = reply.headers["set-cookie"]
    assert cookie.startswith(f"review-{review.door.port}={review.door.token};")
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert review.ask("/", Cookie=cookie.partition(";")[0]).status == 200


def test_the_token_may_come_in_a_header(review: Running) -> None:
    assert review.ask("/", Cookie=None, X_Review_Token=review.door.token).status == 200


HOSTS = [
    "example.org",
    "127.0.0.1",
    "127.0.0.1:1",
    "evil.example:{port}",
    "127.0.0.1.evil.example:{port}",
    "[::1]:{port}",
    "",
]


@pytest.mark.parametrize("host", HOSTS)
def test_a_foreign_host_is_refused(review: Running, host: str) -> None:
    for path in EVERY:
        reply = review.ask(path, Host=host.format(port=review.door.port))
        assert reply.status == 403
        assert "was sent to the host" in reply.text
    assert review.ask(f"/?token={review.door.token}", Host="evil.example", Cookie=None).status == 403


def test_localhost_is_ours(review: Running) -> None:
    assert review.ask("/", Host=f"localhost:{review.door.port}").status == 200


ORIGINS = ["null", "https://evil.example", "http://127.0.0.1", "http://127.0.0.1:1", "http://localhost:{port}", ""]


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_foreign_origin_is_refused(review: Running, origin: str) -> None:
    wrong = origin.format(port=review.door.port)
    for path in ("/case/ferries/accept", "/case/ferries/pin", "/case/ferries/skip", "/undo"):
        reply = review.post(path, Origin=wrong)
        assert (reply.status, reply.text.startswith("Refused: it came from a page of")) == (403, True)
    assert review.ask("/case/ferries", Origin=wrong).status == 403


def test_a_change_without_an_origin_is_refused(review: Running) -> None:
    reply = review.post("/case/ferries/accept", Origin=None)
    assert (reply.status, reply.text.splitlines()[0]) == (
        403,
        "Refused: it does not say which page it came from.",
    )
    assert review.post("/undo", Origin=None, Referer=review.origin + "/").status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_makes_a_browser_ask_is_refused(review: Running, site: str) -> None:
    assert review.ask("/case/ferries", Sec_Fetch_Site=site).status == 403
    assert review.ask("/case/ferries", Sec_Fetch_Site="same-origin").status == 200


def test_refusing_changes_nothing(review: Running) -> None:
    folder = review.desk._items["ferries"].folder  # type: ignore[union-attr]
    assert sorted(path.name for path in folder.iterdir()) == ["page.html", "page.json"]


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "../secret.txt",
        "..%2fsecret.txt",
        "%2e%2e",
        "%2e%2e%2fferries",
        "ferries%2f..%2fferries",
        "ferries%00",
        ".",
    ],
)
def test_no_name_leads_to_another_file(review: Running, name: str) -> None:
    for path in (f"/case/{name}", f"/frame/{name}"):
        reply = review.ask(path)
        assert reply.status in (404, 405), path
        assert "treasure" not in reply.text
    assert review.post(f"/case/{name}/accept").status == 404


def test_a_name_is_shown_as_it_is_and_nothing_more(review: Running) -> None:
    listed = review.ask("/").text
    assert "an odd name &amp; &lt;b&gt;ü" in listed
    assert "<b>ü" not in listed
    assert review.ask("/case/an%20odd%20name%20%26%20%3Cb%3E%C3%BC").status == 200
    assert "<script>" not in review.ask("/case/%3Cscript%3E").text or review.ask("/case/%3Cscript%3E").headers[
        "content-type"
    ].startswith("text/plain")


@pytest.mark.parametrize("path", EVERY)
def test_every_answer_is_bounded(review: Running, path: str) -> None:
    for reply in (review.ask(path), review.ask(path, Cookie=None)):
        policy = reply.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "*" not in policy
        assert "http:" not in policy
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "same-origin"
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["cross-origin-opener-policy"] == "same-origin"
        assert "server" not in reply.headers


def test_our_pages_run_our_script_alone(review: Running) -> None:
    policy = review.ask("/case/ferries").headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy


def test_the_frame_is_a_sandbox_without_scripts(review: Running) -> None:
    policy = review.ask("/frame/ferries").headers["content-security-policy"]
    assert policy.startswith("sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline';")
    for word in ("allow-scripts", "allow-forms", "allow-popups", "allow-top-navigation", "img-src", "script-src"):
        assert word not in policy
    assert 'sandbox="allow-same-origin"' in review.ask("/case/ferries").text


def test_other_methods_and_too_much_are_refused(review: Running) -> None:
    assert review.ask("/case/ferries/accept").status == 405
    assert review.ask("/case/ferries", "PUT", Origin=review.origin).status == 405
    reply = review.post("/case/ferries/pin", "words=" + "x" * 70_000)
    assert (reply.status, reply.text) == (413, "That is more than a form here sends.\n")
