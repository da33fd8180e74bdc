"""Content codings: undone exactly, bounded, and an early end noticed."""

from __future__ import annotations

import contextlib
import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.fetchers.decoding import PIECE, DecodingError, LimitPassed, UnknownCoding, decoded


def _raw(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return engine.compress(data) + engine.flush()


ENCODERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "zlib": ("deflate", zlib.compress),
    "raw deflate": ("deflate", _raw),
    "brotli": ("br", brotli.compress),
    "two members": ("gzip", lambda data: gzip.compress(data[:7]) + gzip.compress(data[7:])),
    "br in gzip": ("br, gzip", lambda data: gzip.compress(brotli.compress(data))),
    "gzip in br": ("gzip, identity, br", lambda data: brotli.compress(gzip.compress(data))),
}
BODIES = st.binary(max_size=300) | st.builds(
    lambda seed, size: seed * size, st.binary(min_size=1, max_size=9), st.integers(1, 60_000)
)


def _cut(data: bytes, step: int) -> list[bytes]:
    return [data[start : start + step] for start in range(0, len(data), step)]


@pytest.mark.parametrize("name", ENCODERS)
@settings(deadline=None)
@given(body=BODIES, step=st.sampled_from([1, 2, 3, 17, 4096, 10**9]))
def test_what_was_encoded_comes_back(name: str, body: bytes, step: int) -> None:
    header, encode = ENCODERS[name]
    pieces = list(decoded(_cut(encode(body), step), header, 10**9))
    assert b"".join(pieces) == body


@pytest.mark.parametrize("name", ENCODERS)
@settings(deadline=None)
@given(body=st.binary(min_size=20, max_size=300), data=st.data())
def test_an_early_end_is_noticed(name: str, body: bytes, data: st.DataObject) -> None:
    header, encode = ENCODERS[name]
    whole = encode(body)
    end = data.draw(st.integers(1, len(whole) - 1))
    if name == "two members" and end == len(gzip.compress(body[:7])):
        return  # one whole member is a whole stream
    with pytest.raises(DecodingError):
        list(decoded([whole[:end]], header, 10**9))


@pytest.mark.parametrize("name", ENCODERS)
@settings(deadline=None)
@given(garbage=st.binary(min_size=3, max_size=100))
def test_garbage_gives_a_typed_error_or_ends(name: str, garbage: bytes) -> None:
    with contextlib.suppress(DecodingError, LimitPassed):
        assert len(b"".join(decoded([garbage], ENCODERS[name][0], 10**6))) <= 10**6


@pytest.mark.parametrize("name", ENCODERS)
def test_the_limit_stops_every_stage(name: str) -> None:
    header, encode = ENCODERS[name]
    pieces: list[bytes] = []
    with pytest.raises(LimitPassed):
        pieces.extend(decoded([encode(bytes(5_000_000))], header, 100_000))
    assert sum(map(len, pieces)) <= 100_000
    assert all(len(piece) <= 4 * PIECE for piece in decoded([encode(bytes(5_000_000))], header, 10**7))


def test_the_limit_counts_what_lies_between_two_codings() -> None:
    """The last stage gives nothing, the one before it far too much."""
    empty_members = gzip.compress(b"") * 100_000
    with pytest.raises(LimitPassed):
        list(decoded([gzip.compress(empty_members)], "gzip, gzip", 1_000_000))


@pytest.mark.parametrize("tail", [b"\0" * 100, b"trailing words", b"<!-- cached -->"])
def test_what_follows_a_gzip_member_is_passed_over(tail: bytes) -> None:
    assert b"".join(decoded([gzip.compress(b"words") + tail], "gzip", 1000)) == b"words"


def test_codings_that_are_not_known() -> None:
    for header in ("zstd", "gzip, Compress", "gzip," * 5):
        with pytest.raises(UnknownCoding):
            decoded([], header, 10)


@pytest.mark.parametrize("header", ["", " , identity", "utf-8", "none", "8bit"])
def test_what_is_no_coding_changes_nothing(header: str) -> None:
    assert list(decoded([b"a", b"b"], header, 10)) == [b"a", b"b"]
