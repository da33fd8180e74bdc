"""Bytes -> str: what decides the encoding, and what is never believed."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.document import read
from scraper.model import Page
from scraper.reading.decode import decode
from scraper.reading.twice import TOLD, once

GERMAN = "Die Fähre über den Fluss fährt wieder, für 2 € pro Person. "
RUSSIAN = "Паром через старую гавань снова ходит каждый день до позднего вечера. " * 20


def with_meta(text: str, label: str) -> str:
    return f'<html><head><meta charset="{label}"></head><body><p>{text}</p></body></html>'


@pytest.mark.parametrize(
    ("mark", "name"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_decides_and_is_not_part_of_the_text(mark: bytes, name: str) -> None:
    text, encoding = decode(mark + with_meta(GERMAN, "iso-8859-1").encode(name), "windows-1251")
    assert text == with_meta(GERMAN, "iso-8859-1")
    assert (encoding.value, encoding.source) == (name, "bom")


def test_the_header_comes_before_the_meta_element() -> None:
    text, encoding = decode(with_meta(RUSSIAN, "koi8-r").encode("cp1251"), "windows-1251")
    assert RUSSIAN in text
    assert (encoding.value, encoding.source) == ("cp1251", "http")


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("windows-1252", "cp1252"),
        ("ISO-8859-1", "cp1252"),  # the euro sign is not in ISO 8859-1: browsers read windows-1252
        ("us-ascii", "cp1252"),
        ("iso-8859-15", "iso8859-15"),
    ],
)
def test_the_meta_element_names_the_encoding(label: str, codec: str) -> None:
    text, encoding = decode(with_meta(GERMAN, label).encode(codec), None)
    assert GERMAN in text
    assert (encoding.value, encoding.source) == (codec, "meta")


def test_the_old_form_of_the_meta_element() -> None:
    page = f'<meta http-equiv=content-type content="text/html; charset=shift_jis"><p>{"港のフェリー" * 5}</p>'
    text, encoding = decode(page.encode("cp932"), None)
    assert (text, encoding.value) == (page, "cp932")


@pytest.mark.parametrize(
    ("label", "codec", "words"),
    [
        ("gb2312", "gb18030", "渡轮今天恢复运行"),
        ("big5", "big5hkscs", "渡輪今天恢復運行"),
        ("euc-kr", "cp949", "오늘 다시 운항한다"),
        ("euc-jp", "euc_jp", "今日から再開する"),
        ("iso-2022-jp", "iso2022_jp", "今日から再開する"),
        ("tis-620", "cp874", "เรือข้ามฟากกลับมาแล้ว"),
    ],
)
def test_asian_encodings_are_read_as_the_larger_set_of_the_web(label: str, codec: str, words: str) -> None:
    text, encoding = decode(with_meta(words * 3, label).encode(codec), None)
    assert words in text
    assert encoding.value == codec


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "koi8-r"])
def test_a_stale_single_byte_label_loses_against_valid_utf8(label: str) -> None:
    text, encoding = decode(with_meta(GERMAN, label).encode("utf-8"), label)
    assert GERMAN in text
    assert (encoding.value, encoding.source) == ("utf-8", "statistics")


@pytest.mark.parametrize("label", ["gbk", "big5", "shift_jis", "euc-kr"])
def test_a_page_saved_anew_in_utf8_with_its_old_label(label: str) -> None:
    words = "渡轮今天恢复运行，船长说一切都很顺利。"
    text, encoding = decode(with_meta(words, label).encode("utf-8"), None)
    assert words in text
    assert (encoding.value, encoding.source) == ("utf-8", "statistics")


def test_a_few_letters_that_may_be_either_are_read_as_labelled() -> None:
    text, encoding = decode(with_meta("专业", "gbk").encode("gbk"), None)
    assert ("专业" in text, encoding.source) == (True, "meta")


def test_a_meta_element_read_as_ascii_is_not_utf16_whatever_it_says() -> None:
    text, encoding = decode(with_meta(GERMAN, "utf-16").encode("utf-8"), None)
    assert GERMAN in text
    assert (encoding.value, encoding.source) == ("utf-8", "meta")


@pytest.mark.parametrize("label", ["utf-7", "unicode_escape", "rot13", "base64", "punycode", "idna", "no-such", "a\0b"])
def test_labels_of_what_is_no_encoding_of_pages_are_passed_over(label: str) -> None:
    page = "<p>Fish +ACY- chips \\u0041 xn--n3h cost 5 or 6</p>"
    text, encoding = decode(page.encode(), label)
    assert text == page
    assert encoding.source == "statistics"


def test_a_label_that_does_not_fit_the_bytes_is_passed_over() -> None:
    text, encoding = decode(with_meta(RUSSIAN, "utf-8").encode("cp1251"), None)
    assert RUSSIAN in text
    assert (encoding.value, encoding.source) == ("cp1251", "statistics")


def test_a_few_broken_bytes_do_not_refute_a_label() -> None:
    body = with_meta(RUSSIAN, "utf-8").encode().replace("вечера".encode(), b"\xff" + "вечера".encode(), 1)
    text, encoding = decode(body, None)
    assert text.count("\N{REPLACEMENT CHARACTER}") == 1
    assert (encoding.value, encoding.source) == ("utf-8", "meta")


def test_without_any_label_utf8_is_tried_first() -> None:
    assert decode(GERMAN.encode(), None)[0] == GERMAN
    assert decode(b"plain words", None)[1].value == "utf-8"


@given(st.binary(max_size=300), st.none() | st.sampled_from(("utf-8", "gbk", "utf-16", "utf-7", "x", "iso-8859-11")))
@example(b"\xff\xfe\x00", None)
@example(b"<meta charset=\xff>", "hz")
def test_any_bytes_can_be_decoded(body: bytes, label: str | None) -> None:
    text, encoding = decode(body, label)
    assert isinstance(text, str)
    assert codecs.lookup(encoding.value)


# --------------------------------------------------------------------------- text that was encoded twice


def twice(text: str) -> bytes:
    return text.encode().decode("latin-1").encode()


def test_text_that_was_encoded_twice_is_put_right_and_told() -> None:
    page = Page(
        b"<meta charset=utf-8><p>" + twice("“The ferry’s back” – für 2 £, ☕ and 🚢.") + "</p><p>Größe</p>".encode()
    )
    document = read(page)
    assert [block.text for block in document.blocks] == ["“The ferry’s back” – für 2 £, ☕ and 🚢.", "Größe"]
    assert document.warnings == (TOLD,)


def test_without_the_sign_of_it_no_character_is_touched() -> None:
    text = "Das Â und das Ã© sagen nichts: â€™ steht hier, weil es um Kodierung geht."
    assert decode(text.encode(), "utf-8")[0] == text


@given(st.text())
@example("â\x80\x99 Ã\x89 Â· ð\x9f\x9a¢")
def test_encoding_once_undoes_encoding_twice(text: str) -> None:
    text = text.encode("utf-8", "replace").decode().translate(dict.fromkeys(range(128, 256)))
    assert once(twice(text)).decode() == text


@pytest.mark.parametrize("bytes_of_none", ["\xe0\x80\x80", "\xed\xa0\x80", "\xf4\xbf\xbf\xbf", "\xe2\x80", "\xc3"])
def test_bytes_that_only_look_like_a_character_stay(bytes_of_none: str) -> None:
    assert once(bytes_of_none.encode()).decode() == bytes_of_none
