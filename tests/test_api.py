"""The calls of Python users."""

from __future__ import annotations

import pytest

import scraper
from scraper.config import HostConfig
from scraper.errors import ConfigError, ReadError

PAGE = "<article><h1>Ferry returns</h1><p>The ferry came back on Monday, and the town stood on the pier.</p></article>"


@pytest.mark.parametrize(
    "config",
    [
        scraper.Config(disable=("signup/cal",)),
        scraper.Config(only=("sign-up",)),
        scraper.Config(host={"example.org": HostConfig(disable=("signup/cal",))}),
    ],
)
def test_a_name_that_no_rule_has_is_an_error_and_not_silence(config: scraper.Config) -> None:
    for call in (scraper.clean, scraper.explain):
        with pytest.raises(ConfigError, match="signup"):
            call(PAGE, config=config)


def test_names_of_rules_are_right() -> None:
    config = scraper.Config(disable=["signup/call"], only=["signup"])  # type: ignore[arg-type] - as people write it
    assert scraper.clean(PAGE, config=config).text


def test_an_address_is_no_page() -> None:
    with pytest.raises(ReadError, match="fetch"):
        scraper.clean("https://example.org/story")
