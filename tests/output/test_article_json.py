"""JSON: every key, in order, by the schema, and back again."""

from __future__ import annotations

import copy
import dataclasses
import json

import jsonschema
import pytest
from articles import article, empty
from hypothesis import given
from hypothesis import strategies as st

from scraper.article import ArticleData, Author, BodyBlock, Evidence, Image, ListItem, Mark, Video
from scraper.errors import ReadError
from scraper.output import Article, schema


@pytest.fixture(scope="module")
def validator():
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


@pytest.mark.parametrize("one", [article(), empty()], ids=["full", "empty"])
def test_json_keeps_to_the_schema_and_reads_back_equal(one, validator):
    data = json.loads(one.to_json())
    validator.validate(data)
    assert list(data) == [field.name for field in dataclasses.fields(ArticleData)] == list(schema()["properties"])
    assert Article.from_json(one.to_json()) == one
    assert Article.from_json(one.to_json(indent=2).encode()) == one
    assert Article.from_dict(one.to_dict()).to_json() == one.to_json()


def objects(rule, path=""):
    """(path, rule) of every rule for an object with named keys in a schema."""
    if isinstance(rule, dict):
        if "properties" in rule:
            yield path, rule
        for key, inner in rule.items():
            yield from objects(inner, f"{path}/{key}")
    elif isinstance(rule, list):
        for number, inner in enumerate(rule):
            yield from objects(inner, f"{path}/{number}")


def test_schema_is_strict_everywhere_and_describes_every_key():
    rules = dict(objects(schema()))
    assert len(rules) > 15
    for path, rule in rules.items():
        assert rule["additionalProperties"] is False, path
        assert rule["required"] == list(rule["properties"]), path
        assert rule["description"], path


def test_schema_refuses_other_things(validator):
    good = article().to_dict()
    for change in (
        {"extra": 1},
        {"schema_version": "2.0"},
        {"kind": "poem"},
        {"date_published": "yesterday"},
        {"blocks": [{"type": "paragraph", "text": "a", "marks": [], "level": 1}]},
        {"blocks": [{"type": "code", "text": "a"}]},
    ):
        assert not validator.is_valid({**good, **change}), change
    assert not validator.is_valid({key: value for key, value in good.items() if key != "simhash"})


def test_keys_of_blocks_are_those_of_their_type_in_a_fixed_order():
    keys = {block["type"]: list(block) for block in article().to_dict()["blocks"]}
    assert keys == {
        "paragraph": ["type", "text", "marks"],
        "heading": ["type", "level", "text", "marks"],
        "quote": ["type", "text", "marks", "url"],
        "list": ["type", "ordered", "start", "items"],
        "table": ["type", "header", "rows"],
        "code": ["type", "language", "text"],
        "image": ["type", "image"],
        "embed": ["type", "provider", "url"],
    }
    defs = schema()["$defs"]
    for rule in defs["block"]["oneOf"]:
        properties = defs[rule["$ref"].rpartition("/")[2]]["properties"]
        assert keys[properties["type"]["const"]] == list(properties)


def test_what_only_the_stages_knew_is_not_published():
    one = article(
        images=(Image("a.jpg", before=7),),
        videos=(Video(None, None, before=3),),
        blocks=(BodyBlock("paragraph", "x", source=(4,)),),
        evidence={"authors": (Evidence((Author("A"),), "A", "meta"),)},
    )
    assert "before" not in one.to_json()
    assert "source" not in one.to_dict()["blocks"][0]
    assert one.to_dict()["evidence"]["authors"][0]["value"] == [
        {"name": "A", "url": None, "role": None, "contact": None}
    ]
    assert Article.from_json(one.to_json()) == one


def test_halves_of_surrogate_pairs_become_characters_that_can_be_written():
    one = article(title="a \ud83d\ude00 b \ud800 c", tags=("\udfff",))
    assert one.title == "a 😀 b \N{REPLACEMENT CHARACTER} c"
    assert one.to_json().encode()


def edited(*path_and_value):
    *path, value = path_and_value
    data = copy.deepcopy(article().to_dict())
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    if value is KeyError:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "must be an object"),
        ({}, "'schema_version' is None"),
        (edited("schema_version", "2.0"), "'schema_version' is '2.0', but this program reads '1.0'"),
        (edited("simhash", KeyError), "'simhash' is missing"),
        (edited("colour", 1), "'colour' is not a key"),
        (edited("title", 5), "'title' must be a string, not 5"),
        (edited("word_count", True), "'word_count' must be a whole number, not True"),
        (edited("word_count", 1.5), "'word_count' must be a whole number"),
        (edited("access", "free", "yes"), "'access.free' must be true or false"),
        (edited("quality", "score", 10**400), "'quality.score' is too large a number"),
        (
            edited("blocks", 2, "marks", [{"start": 0, "end": 1, "kind": "underline", "url": None}]),
            "must be one of link",
        ),
        (edited("kind", "poem"), "'kind' must be one of article, live_blog"),
        (edited("kind", []), "'kind' must be one of article, live_blog"),
        (edited("authors", {}), "'authors' must be a list"),
        (edited("authors", 0, "name", KeyError), "'authors[0].name' is missing"),
        (edited("authors", 0, "before", 1), "'authors[0].before' is not a key"),
        (edited("blocks", 1, "type", "poem"), "'blocks[1].type' must be one of paragraph"),
        (edited("blocks", 2, "level", 7), "'blocks[2].level' must be from 1 to 6, not 7"),
        (edited("blocks", 2, "rows", []), "'blocks[2].rows' is not a key"),
        (edited("blocks", 1, "marks", 0, "end", 99), "'blocks[1].marks[0]' covers 0 to 99"),
        (edited("blocks", 3, "items", 1, "marks", 0, "start", -1), "'blocks[3].items[1].marks[0]' covers -1"),
        (edited("blocks", 0, "image", 1), "'blocks[0].image' is 1, but there are 1 images"),
        (edited("images", 0, "block", 10), "'images[0].block' is 10, but there are 10 blocks"),
        (edited("removed", "by_cleaner", "share", "3"), "'removed.by_cleaner.share' must be a whole number"),
        (edited("evidence", "title", 0, "raw", None), "'evidence.title[0].raw' must be a string"),
    ],
)
def test_what_is_wrong_is_named(data, words):
    with pytest.raises(ReadError) as caught:
        Article.from_dict(data)
    assert words in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "nul", '{"a": NaN}', "[" * 100_000, b"\xff\xfe\xfa"])
def test_what_is_no_json_is_a_read_error(text):
    with pytest.raises(ReadError, match="article JSON"):
        Article.from_json(text)


def test_lists_nested_without_end_are_a_read_error():
    item = {"text": "", "marks": [], "ordered": False, "items": []}
    for _ in range(3000):
        item = {"text": "", "marks": [], "ordered": False, "items": [item]}
    data = edited("blocks", 3, "items", [item])
    with pytest.raises(ReadError, match="nested too deep"):
        Article.from_dict(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.sampled_from([*article().to_dict()]), JSON)
def test_any_value_anywhere_is_read_or_refused(key, value):
    data = {**article().to_dict(), key: value}
    refusal = None
    try:
        read = Article.from_dict(data)
    except ReadError as error:
        refusal = str(error)
    if refusal is None:
        assert json.loads(read.to_json()) == json.loads(json.dumps(data))
    else:
        assert key in refusal


WORDS = st.text(max_size=20)
MARKED = st.tuples(st.text(min_size=1, max_size=20), st.sampled_from(["strong", "em", "code"])).map(
    lambda pair: (pair[0], (Mark(0, len(pair[0]), pair[1]),))
)
ITEMS = st.recursive(
    MARKED.map(lambda run: ListItem(*run)),
    lambda inner: st.builds(ListItem, text=WORDS, ordered=st.booleans(), items=st.lists(inner, max_size=3).map(tuple)),
    max_leaves=6,
)
ROWS = st.lists(st.lists(WORDS, max_size=3).map(tuple), max_size=3).map(tuple)
BODY = st.one_of(
    MARKED.map(lambda run: BodyBlock("paragraph", *run)),
    st.tuples(MARKED, st.integers(1, 6)).map(lambda pair: BodyBlock("heading", *pair[0], level=pair[1])),
    st.tuples(MARKED, st.none() | WORDS).map(lambda pair: BodyBlock("quote", *pair[0], url=pair[1])),
    st.builds(BodyBlock, st.just("code"), WORDS, language=st.none() | WORDS),
    st.builds(BodyBlock, st.just("table"), header=ROWS, rows=ROWS),
    st.builds(BodyBlock, st.just("list"), ordered=st.booleans(), items=st.lists(ITEMS, max_size=4).map(tuple)),
    st.builds(BodyBlock, st.just("embed"), url=WORDS, provider=st.none() | WORDS),
)


@given(st.lists(BODY, max_size=6).map(tuple))
def test_any_body_keeps_to_the_schema_and_reads_back(blocks):
    one = article(blocks=blocks, images=())
    jsonschema.Draft202012Validator(schema()).validate(one.to_dict())
    assert Article.from_json(one.to_json()) == one
