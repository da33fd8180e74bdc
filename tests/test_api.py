"""The calls of Python users."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import scraper
from scraper.config import FetchConfig, HostConfig
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


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: scraper.Config(clean_seconds=-1), r"Config\.clean_seconds: must be a number above 0, 86,400 at most"),
        (lambda: scraper.Config(clean_seconds=float("nan")), "Found: nan"),
        (lambda: FetchConfig(total_seconds=float("inf")), r"FetchConfig\.total_seconds: must be a number above 0"),
        (lambda: scraper.Config(strict=1), r"Config\.strict: must be true or false"),
        (lambda: scraper.Config(disable="signup"), r"Config\.disable: must be a tuple .* Pass \('signup',\)\."),
        (lambda: HostConfig(strip=".promo"), r"HostConfig\.strip: must be a tuple .* Pass \('\.promo',\)\."),
        (lambda: scraper.Config(fetch={}), r"Config\.fetch: must be a FetchConfig"),
        (lambda: scraper.Config(host={"a.example": {}}), r"Config\.host\['a\.example'\]: must be a HostConfig"),
        (lambda: scraper.Config(host={"*.a.example": HostConfig()}), r"Config\.host: .* Write 'a\.example'"),
    ],
)
def test_what_an_option_cannot_be_is_refused_in_python_too(make: Callable[[], object], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        make()


@pytest.mark.parametrize(
    ("config", "subject"),
    [
        (scraper.Config(disable=("nope",)), "Config.disable"),
        (scraper.Config(host={"a.example": HostConfig(keep=("p[",))}), 'Config.host."a.example".keep'),
    ],
)
def test_an_error_names_where_it_was_written(config: scraper.Config, subject: str) -> None:
    with pytest.raises(ConfigError) as told:
        scraper.clean(PAGE, config=config)
    assert told.value.subject == subject


@pytest.mark.parametrize("written", ["münchen.example", "MÜNCHEN.example", "xn--mnchen-3ya.example"])
@pytest.mark.parametrize("host", ["xn--mnchen-3ya.example", "www.münchen.example"])
def test_a_host_may_be_written_in_its_own_script(written: str, host: str) -> None:
    config = scraper.Config(host={written: HostConfig(strip=("h1",))})
    assert "Ferry returns" not in scraper.explain(PAGE, url=f"https://{host}/", config=config).article.text
    assert config.for_host(host).strip == ("h1",)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: scraper.fetch(None), "url must be str, not NoneType"),
        (lambda: scraper.fetch(b"https://a.example/"), "url must be str, not bytes"),
        (lambda: scraper.fetch("https://a.example/", {}), "config must be Config, not dict"),
        (lambda: scraper.clean(None), "source must be bytes or str or Page, not NoneType"),
        (lambda: scraper.clean(scraper.Page("<p>Text</p>")), "source.body must be bytes, not str"),
        (lambda: scraper.clean(PAGE, url=5), "url must be str or None, not int"),
        (lambda: scraper.explain(PAGE, config={}), "config must be Config or None, not dict"),
    ],
)
def test_an_argument_of_a_wrong_type_is_a_type_error(call: Callable[[], object], words: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(words)}$"):
        call()


def test_an_address_is_no_page() -> None:
    with pytest.raises(ReadError, match="fetch"):
        scraper.clean("https://example.org/story")
