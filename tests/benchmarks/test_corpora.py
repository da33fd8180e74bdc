"""The three layouts are read alike."""

from __future__ import annotations

import gzip
import json

import pytest

from benchmarks.corpora import load, sample

HTML = "<p>Grüße</p>".encode()


@pytest.fixture
def corpora(tmp_path):
    folder = tmp_path / "news"
    (folder / "pages").mkdir(parents=True)
    rows = [
        {"id": "a", "url": "https://example.org/a", "page_type": "article", "text": "Body \u2028 text", "date": "NaT"},
        {"id": "b", "url": "note::b", "page_type": "unknown", "text": "", "with": ["x"], "without": ["y", "z"]},
        {"id": "c", "url": "http://example.org/c", "page_type": "article", "authors": ["A B"],
         "images": [{"caption": " One "}, {"caption": "One"}, {"caption": None}, {"caption": ""}]},
    ]  # fmt: skip
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "truth.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for row in rows:
        (folder / "pages" / f"{row['id']}.html.gz").write_bytes(gzip.compress(HTML))
    return tmp_path


def test_own_layout(corpora):
    first, second, third = load(corpora, ("news", "dates"))
    assert (first.key, first.url, first.text, first.date) == (
        "news/a",
        "https://example.org/a",
        "Body \u2028 text",
        None,
    )
    assert first.html() == HTML
    assert (second.url, second.text, second.wanted, second.unwanted) == (None, None, ("x",), ("y", "z"))
    assert (third.authors, third.captions, first.captions) == (("A B",), ("One",), None)


def test_article_extraction_benchmark(tmp_path):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "ab12.html.gz").write_bytes(gzip.compress(HTML))
    truth = {"ab12": {"articleBody": "Grüße", "url": "https://example.org/"}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth), encoding="utf-8")
    (page,) = load(tmp_path)
    assert (page.key, page.text, page.page_type, page.html()) == ("benchmark/ab12", "Grüße", "article", HTML)


def test_wcxb(tmp_path):
    for name in ("html", "ground-truth"):
        (tmp_path / name).mkdir()
    row = {
        "url": "https://example.org/t",
        "ground_truth": {
            "title": "T",
            "author": "A B",
            "publish_date": "2024-01-02",
            "main_content": "Grüße",
            "with": ["G"],
        },
        "_internal": {"page_type": {"primary": "forum"}},
    }
    (tmp_path / "ground-truth" / "0007.json").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "html" / "0007.html").write_bytes(HTML)
    (page,) = load(tmp_path)
    assert (page.key, page.text, page.page_type, page.authors) == ("wcxb/0007", "Grüße", "forum", ("A B",))
    assert (page.date, page.wanted, page.html()) == ("2024-01-02", ("G",), HTML)


def test_a_folder_without_truth_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="no ground-truth in it"):
        load(tmp_path)


def test_a_sample_is_spread_and_repeatable(corpora):
    pages = load(corpora, ("news",))
    assert [page.id for page in sample(pages * 10, 3)] == ["a", "b", "c"]
    assert sample(pages, 0) == sample(pages, 9) == pages


def test_a_note_in_place_of_an_address_is_kept_apart(corpora):
    assert [(truth.url, truth.source) for truth in load(corpora)][1] == (None, "note::b")
