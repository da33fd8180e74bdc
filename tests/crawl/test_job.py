"""Job files: what they say, and every mistake in them with its line, its reason and what to write instead."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.crawl.job import Job, Limits, Output, Politeness, Source
from scraper.crawl.jobfile import load_job, mistakes
from scraper.crawl.joblines import key_lines
from scraper.errors import JobError

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_job(text: str) -> Path:
        path = tmp_path / "morning news.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_job


def test_the_least_job_is_one_source(write: Write) -> None:
    job = load_job(write('[sources]\nsite = "https://Example.org"'))
    assert job.sources == (Source("site", "https://example.org/"),)
    assert (job.name, job.limits, job.politeness) == ("morning-news", Limits(), Politeness())
    assert job.output.folder == write("x").parent / "output" / "morning-news"


EVERY_KEY = """
name = "desk"
language = "de"
allow = ["/news/"]
deny = "*.pdf$"
workers = 4
jobs = 1
warc = true
browser = true
[sources]
feed = ["https://example.org/feed", "https://example.org/feed#again", "https://example.net/rss?utm_source=x"]
urls_file = "list.txt"
[limits]
pages = 10
depth = 0
age_days = 1.5
links_per_page = 7
[politeness]
delay_seconds = 2
per_host = 2
requests_per_second = 5
megabytes = 100
obey_robots = false
max_crawl_delay = 9
[output]
folder = "kept"
compress = true
rotate_megabytes = 0
[clean]
strict = true
disable = ["signup"]
[fetch]
contact = "desk@example.org"
[host."example.org"]
strip = [".a"]
keep = [".b"]
"""


def test_every_key_reaches_the_job(write: Write) -> None:
    path = write(EVERY_KEY)
    path.with_name("list.txt").write_text("# ours\n\nhttps://example.com/news/1\n  https://example.com/news/2\n")
    job = load_job(path)
    feeds = (Source("feed", "https://example.org/feed"), Source("feed", "https://example.net/rss"))
    pages = (Source("urls", "https://example.com/news/1"), Source("urls", "https://example.com/news/2"))
    assert job.sources == (*feeds, *pages)
    assert (job.name, job.language, job.allow, job.deny) == ("desk", "de", ("/news/",), ("*.pdf$",))
    assert (job.workers, job.jobs, job.warc, job.browser, job.path) == (4, 1, True, True, path)
    assert job.limits == Limits(10, 0, 1.5, 7)
    assert job.politeness == Politeness(2.0, 2, 5.0, 100.0, False, 9.0)
    assert job.output == Output(path.parent / "kept", True, 0)
    assert (job.config.strict, job.config.disable, job.config.fetch.contact) == (True, ("signup",), "desk@example.org")
    for line, border in (("strict = true", 0.5), ("strict = false", 0.3), ("article_from = 0.5", 0.5)):
        path.write_text(path.read_text().replace("strict = true", line).replace("strict = false", line))
        assert load_job(path).config.article_from == border, line
    assert (job.config.host["example.org"].strip, job.config.host["example.org"].keep) == ((".a",), (".b",))


@pytest.mark.parametrize(
    ("pattern", "address", "matches"),
    [
        ("/news/", "https://example.org/news/a", True),
        ("/news/", "https://example.org/sport/a", False),
        ("/news/*.html$", "https://example.org/news/a/b.html", True),
        ("/news/*.html$", "https://example.org/news/a.html?x", False),
        ("https://example.org/n", "https://example.org/news", True),
        ("https://example.org/n", "https://example.com/?u=https://example.org/news", False),
        ("a.c", "https://example.org/abc", False),
        (r"re:/\d{4}/", "https://example.org/2024/a", True),
        (r"re:/\d{4}/$", "https://example.org/2024/a", False),
    ],
)
def test_patterns(pattern: str, address: str, matches: bool) -> None:
    job = Job("x", (), Output(Path("o")), allow=(pattern,))
    assert job.wants(address) is matches
    denying = Job("x", (), Output(Path("o")), allow=("*",), deny=(pattern,))
    assert denying.wants(address) is not matches
    assert denying.follows(address) is not matches


MISTAKEN = """\
name = "two words"
worker = 3
allow = ["/news/",
  "re:(",   # a comment with [ and ,
  "*"]
limit = { depth = 2 }
[sources]
site = "example.org"
feed = [
  "https://example.org/feed",
  "ftp://example.org/feed", 3,
]
sitemapp = "https://example.org/sitemap.xml"
urls_file = "nowhere.txt"
[limits]
depth = "two"
pages = -1
[politeness]
per_host = 0
obey_robots = 1
[fetch]
retries = "x"
total_seconds = -1
[host."example.org"]
keeep = [".a"]
[clean]
strict = 0
fetch = 1
"""


def test_every_mistake_is_told_with_its_line_and_what_to_write(write: Write) -> None:
    path = write(MISTAKEN)
    told = [str(error).removeprefix(f"{path}, line ") for error in mistakes(path)]
    wanted = [
        ("1:", "'name'", "Letters, digits"),
        ("2:", "'worker'", "'workers'"),
        ("4:", "no regular expression", "drop 're:'"),
        ("5:", "matches every address", "part of the address"),
        ("6:", "'limit'", "'limits'"),
        ("8:", "has no scheme", '"https://example.org/"'),
        ("11:", "'ftp://example.org/feed'", "https://"),
        ("11:", "holds 3", "in quotes"),
        ("13:", "'sources.sitemapp'", "'sitemap'"),
        ("14:", "nowhere.txt cannot be read", "one address a line"),
        ("16:", "'limits.depth'", "whole number"),
        ("17:", "'limits.pages'", "0 is without bound"),
        ("19:", "'politeness.per_host'", "1 is polite"),
        ("20:", "'politeness.obey_robots'", "true or false"),
        ("22:", "'fetch.retries'", "whole number"),
        ("23:", "'fetch.total_seconds'", "above 0"),
        ("25:", "keeep", "keep"),
        ("27:", "'strict'", "true or false"),
        ("28:", "clean.fetch", "strict"),
    ]
    assert len(told) == len(wanted)
    for message, (line, reason, advice) in zip(told, wanted, strict=True):
        assert message.startswith(line)
        assert reason in message
        assert advice in message
    with pytest.raises(JobError, match="line 1: 'name'"):
        load_job(path)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("name = 'x'\n", 1, "names no source"),
        ('[sources]\nsite = "https://example.org', 2, "not closed|not valid TOML"),
        ('[sources]\nsite = "https://example.org\n\n', 2, "not closed"),
        ('a = 1\na = 2\n[sources]\nsite = "https://example.org"', 2, "not valid TOML"),
        ("sources = 3", 1, "must be a table"),
        ("[[sources]]\n", 1, "must be a table"),
        ('[sources]\nsite = "https://user:word@example.org"', 2, "password"),
        (
            '[sources]\nsite = "https://example.org"\n[clean]\narticle_from = nan',
            4,
            "'article_from' must be a number above 0",
        ),
        ('[sources]\nsite = "https://example.org"\n[fetch]\ntotal_seconds = inf', 4, "86,400 at most"),
        (
            '[sources]\nsite = "https://example.org"\n[clean]\ndisable = ["nope"]',
            4,
            "disable: no rule or cleaner is named 'nope'",
        ),
        ('[sources]\nsite = "https://example.org"\n[host."*.example.org"]\nstrip = ["p"]', 4, "no bare host name"),
        ('[sources]\nsite = "https://example.org"\n[host."example.org"]\nkeep = ["p["]', 4, "is not valid CSS"),
        ('deny = ["/feed"]\n[sources]\nfeed = "https://example.org/feed"', 3, "shut out"),
        ('allow = ["/news"]\n[sources]\nurls = ["https://example.org/a"]', 3, "shut out"),
        ('[sources]\nsite = "https://example.org"\n[output]\nfolder = "morning news.toml"', 4, "is a file"),
        ('[sources]\nurls_file = "../morning news.toml/x"', 2, "cannot be read"),
        ("a = " + "[" * 2000, 1, "nested|not valid"),
        ("a = " + "[" * 2000 + "]" * 2000, 1, "nested|not known"),
    ],
)
def test_single_mistakes(write: Write, text: str, line: int, reason: str) -> None:
    first = mistakes(write(text))[0]
    assert f"line {line}:" in str(first)
    with pytest.raises(JobError, match=reason):
        raise first


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(JobError, match="Check the path"):
        load_job(tmp_path / "none.toml")
    path = tmp_path / "a.toml"
    path.write_bytes(b"name = 'a'\n# \xff\n")
    with pytest.raises(JobError, match=r"line 2: is not UTF-8.*Save the file in UTF-8"):
        load_job(path)
    path.write_bytes(b'\xef\xbb\xbf[sources]\r\nsite = "https://example.org"\r\n')
    assert load_job(path).sources


def test_lines_of_keys_wherever_they_stand() -> None:
    text = '''# one
"a b".c = """
[no.table]
x = 1
"""
[t.u]   # [not this]
'k' = [ # first
  "[", 'x=1',

  { z = [1, 2], y = "}" }, """
""", 5]
n = { m = 1 }
[[rows]]
a = 1
'''
    tomllib.loads(text)
    lines = key_lines(text)
    k = {("t", "u", "k", entry): line for entry, line in enumerate((8, 8, 10, 10, 11))}
    tables = {("t",): 6, ("t", "u"): 6, ("t", "u", "k"): 7, ("t", "u", "n"): 12, ("rows",): 13, ("rows", "a"): 14}
    assert dict(lines) == {("a b", "c"): 2, **tables, **k}


VALUES = st.recursive(
    st.sampled_from(['"x"', '"https://example.org/a"', "-1", "1.5", "nan", "true", "1979-05-27", "'re:('", '""'])
    | st.integers().map(str),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    max_leaves=4,
)  # fmt: skip
KEYS = st.sampled_from(
    "name language allow deny workers jobs warc site feed urls urls_file pages depth folder strict x".split()
)
TABLES = st.sampled_from(
    ["", "[sources]", "[limits]", "[politeness]", "[output]", "[clean]", "[fetch]", '[host."h"]', "[host]"]
)
JOBS = st.lists(
    st.tuples(TABLES, st.dictionaries(KEYS, VALUES, max_size=3)), max_size=4, unique_by=lambda part: part[0]
).map(
    lambda parts: "\n".join(
        f"{head}\n" + "\n".join(f"{key} = {value}" for key, value in keys.items()) for head, keys in sorted(parts)
    ).encode()
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80) | JOBS)
def test_whatever_is_in_the_file_there_is_a_job_or_a_mistake(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "job.toml"
    path.write_bytes(body)
    found = mistakes(path)
    assert all(error.reason and error.advice and ", line " in error.subject for error in found)
    if found:
        with pytest.raises(JobError):
            load_job(path)
    else:
        assert load_job(path).sources
