"""WARC files in and out: what was written is read back, damage is told, other tools' files are read."""

from __future__ import annotations

import builtins
import gzip
import re
from pathlib import Path
from typing import Any

import pytest

from scraper.errors import ConfigError, OutputError, ReadError
from scraper.fetchers.exchange import Exchange
from scraper.fetchers.warc import Recorded, WarcWriter, is_warc, read_record, recorded
from scraper.model import Page

HTML = "<!DOCTYPE html><title>Fähre</title><p>Die letzte Fähre fährt um neun.</p>".encode()


def page(url: str = "https://example.org/a", **changes: Any) -> Page:
    given: dict[str, Any] = {
        "body": HTML,
        "url": url,
        "final_url": url,
        "media_type": "text/html",
        "charset": "utf-8",
        "status": 200,
        "fetched_at": "2026-03-01T08:00:00Z",
        "headers": {"content-type": "text/html; charset=utf-8", "content-encoding": "gzip", "etag": '"x"'},
    }
    return Page(**{**given, **changes})


def written(folder: Path, *pages: Page) -> Path:
    with WarcWriter(folder, "job") as writer:
        for one in pages:
            writer.write(one)
    [path] = folder.glob("*.warc.gz")
    return path


def places(path: Path) -> list[Recorded]:
    return [item for item in recorded(str(path)) if isinstance(item, Recorded)]


def troubles(path: Path) -> list[str]:
    return [str(item) for item in recorded(str(path)) if isinstance(item, ReadError)]


def raw_record(head: str, body: bytes, url: str = "http://example.org/raw") -> bytes:
    """A record as other tools write it."""
    block = head.replace("\n", "\r\n").encode() + body
    warc = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}"
    )
    return warc.encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    urls = [f"https://example.org/{number}" for number in range(3)]
    found = places(written(tmp_path, *map(page, urls)))
    assert [place.url for place in found] == urls
    read = read_record(found[1])
    assert (read.body, read.url, read.status, read.media_type, read.charset, read.fetched_at) == (
        HTML, urls[1], 200, "text/html", "utf-8", "2026-03-01T08:00:00Z",
    )  # fmt: skip
    assert read.headers["etag"] == '"x"'
    assert "content-encoding" not in read.headers  # the body is stored decoded


def test_only_pages_are_sources(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        page("https://example.org/feed", headers={"content-type": "application/rss+xml"}),
        page("https://example.org/old", status=304, body=b""),
        page("https://example.org/lost", status=404),
        page("https://example.org/text", headers={"content-type": "text/plain"}),
    )
    assert [place.url for place in places(path)] == ["https://example.org/text"]


def test_a_request_stands_before_its_answer_and_names_it(tmp_path: Path) -> None:
    asked = Exchange("https://example.org/a", "2026-03-01T08:00:00Z", 200, (), HTML, request=b"GET /a HTTP/1.1\r\n\r\n")
    with WarcWriter(tmp_path, "job") as writer:
        writer.record(asked)
    [path] = tmp_path.glob("*.warc.gz")
    _, request, response = gzip.decompress(path.read_bytes()).split(b"WARC/1.1\r\n")[1:]
    assert request.endswith(b"\r\n\r\nGET /a HTTP/1.1\r\n\r\n\r\n\r\n")
    ident = re.search(rb"WARC-Record-ID: (\S+)", response)
    assert ident
    assert b"WARC-Concurrent-To: " + ident[1] in request


@pytest.mark.parametrize(("why", "kept"), [("length", True), ("time", False), ("disconnect", False), ("", True)])
def test_what_the_network_cut_short_is_no_source(tmp_path: Path, why: str, kept: bool) -> None:
    headers = (("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))
    with WarcWriter(tmp_path, "job") as writer:
        writer.record(Exchange("https://example.org/a", "2026-03-01T08:00:00Z", 200, headers, HTML, truncated=why))
    [path] = tmp_path.glob("*.warc.gz")
    assert bool(places(path)) is kept
    assert gzip.decompress(path.read_bytes()).count(b"Set-Cookie: ") == 2


def test_a_file_cut_short_gives_what_is_whole(tmp_path: Path) -> None:
    path = written(tmp_path, *(page(f"https://example.org/{number}") for number in range(3)))
    path.write_bytes(path.read_bytes()[:-180])
    first, second, *_ = places(path)
    assert read_record(first).body == read_record(second).body == HTML
    [told] = troubles(path)
    assert "breaks off" in told


def test_a_file_cut_in_the_head_of_a_record(tmp_path: Path) -> None:
    path = written(tmp_path, page("https://example.org/0"))
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:60])
    assert [place.url for place in places(path)] == ["https://example.org/0"]
    [told] = troubles(path)
    assert "after 1 response" in told


def test_a_plain_file_cut_in_the_last_body(tmp_path: Path) -> None:
    path = tmp_path / "plain.warc"
    path.write_bytes(gzip.decompress(written(tmp_path / "gz", page()).read_bytes())[:-40])
    [place] = places(path)
    with pytest.raises(ReadError, match="damaged"):
        read_record(place)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "holds no response"),
        (b"no archive at all\n" * 50, "damaged"),
        (gzip.compress(b"x" * 999, mtime=0), "damaged"),
    ],
)
def test_what_is_no_warc_is_told(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "bad.warc.gz"
    path.write_bytes(data)
    [told] = troubles(path)
    assert reason in told


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    [told] = troubles(tmp_path / "no.warc")
    assert "does not exist" in told


def test_chunks_and_content_codings_are_undone(tmp_path: Path) -> None:
    packed = gzip.compress(HTML)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    head = "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding: gzip\nTransfer-Encoding: chunked\n\n"
    path = tmp_path / "other.warc"
    path.write_bytes(raw_record(head, chunked) + raw_record(head, packed))
    assert [read_record(place).body for place in places(path)] == [HTML, HTML]  # the second lost its chunks


def test_a_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    packed = gzip.compress(b"a" * 1_000_000)
    path = tmp_path / "bomb.warc"
    path.write_bytes(raw_record("HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding: gzip\n\n", packed))
    [place] = places(path)
    with pytest.raises(ReadError, match="limit"):
        read_record(place, max_bytes=100_000)


def test_a_new_file_begins_at_the_limit(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "job", rotate_bytes=1500) as writer:
        for number in range(6):
            writer.write(page(f"https://example.org/{number}"))
    files = sorted(tmp_path.glob("*.warc.gz"))
    assert len(files) > 1
    assert [place.url for file in files for place in places(file)] == [f"https://example.org/{n}" for n in range(6)]
    assert all(b"WARC-Type: warcinfo" in gzip.decompress(file.read_bytes()) for file in files)


def test_an_unwritable_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with WarcWriter(tmp_path / "file", "job") as writer, pytest.raises(OutputError, match="cannot be written"):
        writer.write(page())


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("fastwarc"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ConfigError, match=r"article-scraper\[warc\]"):
        list(recorded("crawl.warc.gz"))


def test_names() -> None:
    assert [is_warc(name) for name in ("a.warc", "A.WARC.GZ", "a.warc.html", "warc")] == [True, True, False, False]
