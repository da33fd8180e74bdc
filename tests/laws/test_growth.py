"""A page that is eight times as long takes about eight times as long: nothing compares every block with every other."""

from __future__ import annotations

import math
import time

from scraper import clean

SMALL, TIMES = 1_000, 8
_SENTENCE = "Number {0} of the letters that the harbour master of the northern islands wrote in the year {0} tells of "


def page(paragraphs: int) -> bytes:
    body = "".join(
        f"<p>{_SENTENCE.format(number)}{'wind and water, ' * 20}and rain.</p>" for number in range(paragraphs)
    )
    return f"<html><body><article><h1>Letters</h1>{body}</article></body></html>".encode()


def seconds(paragraphs: int) -> float:
    html = page(paragraphs)
    begun = time.process_time()
    clean(html)
    return time.process_time() - begun


def test_time_grows_with_the_length_of_a_page() -> None:
    clean(page(10))  # what is loaded late
    small, large = seconds(SMALL), seconds(SMALL * TIMES)
    assert math.log(large / small) / math.log(TIMES) < 1.35
