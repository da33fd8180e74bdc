"""What is written as an address, and what is not taken for one."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.errors import RefusedAddress
from scraper.fetchers import is_url
from scraper.fetchers.address import parse, public_form

CANONICAL = {
    "http://example.com": "http://example.com/",
    "  https://example.com/a \n": "https://example.com/a",
    "HTTP://Example.COM/A": "http://example.com/A",
    "https://example.com:8443/a?b=c#part": "https://example.com:8443/a?b=c",
    "https://bücher.example/straße": "https://xn--bcher-kva.example/stra%C3%9Fe",
    "https://example.com/a b": "https://example.com/a%20b",
    "https://example.com/a%20b?x=%C3%A9": "https://example.com/a%20b?x=%C3%A9",
    "http://[2606:4700::1111]/": "http://[2606:4700::1111]/",
    "http://192.0.2.1/": "http://192.0.2.1/",
    "http://example.com./": "http://example.com./",
    "http://1password.example/": "http://1password.example/",
    "http://a_b.example/": "http://a_b.example/",
}
REFUSED = {
    "": "no scheme",
    "example.com/page": "no scheme",
    "//example.com/page": "no scheme",
    "ftp://example.com/": "'ftp'",
    "file:///etc/passwd": "'file'",
    "gopher://example.com/": "'gopher'",
    "javascript:alert(1)": "no scheme",
    "http://": "no host",
    "http:///path": "no host",
    "http://user:secret@/": "no host",
    "http://[::1/": "not a valid address",
    "http://[not-an-address]/": "not a valid address",
    "http://exa mple.com/": "not a valid address",
    "http://.example.com/": "not a valid address",
    "http://example.com:port/": "not a valid address",
    "http://example.com:99999/": "not a valid address",
    "http://example.com/\r\nHost: evil.example": "control characters",
    "http://exam\tple.com/": "control characters",
    "http://example.com:22/": "port 22",
    "http://example.com:6667/": "port 6667",
    "http://example.com:0/": "port 0",
    "http://2130706433/": "different IP addresses",
    "http://0x7f000001/": "different IP addresses",
    "http://0X7F.1/": "different IP addresses",
    "http://017700000001/": "different IP addresses",
    "http://0177.0.0.1/": "different IP addresses",
    "http://127.1/": "different IP addresses",
    "http://127.0.0.1.5/": "different IP addresses",
    "http://1.2.3.0x4/": "different IP addresses",
    "http://127.0.0.0x1./": "different IP addresses",
    "http://[fe80::1%25eth0]/": "zone id",
    "http://exa%6dple.com/": "escape",
    "http://①②⑦.⓪.⓪.①/": "not a valid address",
}


@pytest.mark.parametrize(("written", "url"), CANONICAL.items())
def test_canonical_form(written: str, url: str) -> None:
    assert parse(written).url == url


@pytest.mark.parametrize(("written", "word"), REFUSED.items())
def test_refused_with_a_reason(written: str, word: str) -> None:
    with pytest.raises(RefusedAddress) as caught:
        parse(written)
    assert word in str(caught.value)
    assert caught.value.advice
    assert "secret" not in str(caught.value)


def test_credentials_are_kept_apart() -> None:
    address = parse("https://us%40er:pa%3Ass@example.com/a")
    assert address.url == "https://example.com/a"
    assert address.login == ("us@er", "pa:ss")


def test_what_looks_like_a_host_before_the_at_sign_is_a_user_name() -> None:
    assert parse("http://example.com@127.0.0.1/").url == "http://127.0.0.1/"
    assert parse("http://example.com:80@evil.example/").url == "http://evil.example/"


def test_public_form_shows_no_credentials() -> None:
    assert public_form("https://user:secret@example.com/a?b#c") == "https://example.com/a?b"
    assert public_form("http://[::1") == "http://[::1"
    assert "secret" not in public_form("http://user:secret@[::1")


def test_public_form_sends_no_commands_to_a_terminal() -> None:
    assert (
        public_form("http://example.com/\x1b[2J\x9b\u202e\ud800/é") == "http://example.com/%1B[2J%C2%9B%E2%80%AE%3F/é"
    )


def test_addresses_are_told_from_file_names() -> None:
    assert is_url("https://example.com")
    assert is_url(" HTTP://EXAMPLE.COM")
    assert is_url("ftp://example.com")
    for name in ("page.html", "C:\\page.html", "-", "", "a/b://c", "http:", "mailto:a@b"):
        assert not is_url(name)


@settings(deadline=None)
@given(st.sampled_from(["", "http://", "https://", "//", "HTTP:"]), st.text("ab:/@[].%?#\\0x1\0\t é①\ud800\u202e"))
def test_whatever_is_written_is_parsed_or_refused(start: str, rest: str) -> None:
    with contextlib.suppress(RefusedAddress):
        assert parse(start + rest).url.startswith(("http://", "https://"))
    assert public_form(start + rest).isprintable()
