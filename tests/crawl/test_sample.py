"""Which pages of a job become cases: spread over sites, the worst first."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from scraper.crawl.sample import Stored, choose, kept_places
from scraper.fetchers.warc import WarcWriter, read_record
from scraper.model import Page

_ONE = st.builds(
    lambda number, site, quality: Stored(f"{site}/{number}", f"{site}/{number}", site, quality),
    st.integers(0, 99),
    st.sampled_from("abc"),
    st.floats(0, 1),
)
_PAGES = st.lists(_ONE, max_size=20, unique_by=lambda page: page.url)


@given(_PAGES, st.integers(0, 8))
def test_sites_take_turns_and_the_worst_come_first(pages: list[Stored], count: int) -> None:
    chosen = choose(pages, count)
    assert len(chosen) == min(count, len(pages)) == len(set(chosen))
    assert chosen == choose(list(reversed(pages)), count)
    for site in {page.site for page in pages}:
        mine = [page.quality for page in chosen if page.site == site]
        assert mine == sorted(page.quality for page in pages if page.site == site)[: len(mine)]
        left = len([page for page in pages if page.site == site]) - len(mine)
        most = max((sum(page.site == other.site for other in chosen) for page in chosen), default=0)
        assert len(mine) >= most - 1 or not left


def test_the_newest_of_an_address_is_taken(tmp_path: Path) -> None:
    for name, words in (("a", b"<p>old words</p>"), ("b", b"<p>new words</p>")):
        with WarcWriter(tmp_path / "warc", name) as writer:
            writer.write(Page(words, "https://x.example/", "https://x.example/", "text/html", None, 200))
    (tmp_path / "warc" / "torn.warc.gz").write_bytes(b"\x1f\x8b torn")
    places = kept_places(tmp_path)
    assert read_record(places["https://x.example/"]).body == b"<p>new words</p>"
    assert kept_places(tmp_path / "nothing") == {}
