"""The review page in a real browser: keys, pins, accepting, undoing, a phone, no script at all, hostile pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from contrast import CONTRAST
from playwright.sync_api import Browser, Page, expect
from reviewing import STORY, Running, cases, copy_case, make_case, review_of

from scraper.pipeline import clean
from scraper.regression.accept import accept
from scraper.regression.case import load_case

HOSTILE = Path(__file__).with_name("hostile.html")
AWAY = "http://127.0.0.2:9"  # nobody listens there
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Three cases: one new, one that differs from what is expected, one that is as expected."""
    root = tmp_path_factory.mktemp("cases")
    differs, same = copy_case(root, "news-with-everything"), copy_case(root, "wire-report")
    for folder in (differs, same):
        (folder / "known.txt").unlink(missing_ok=True)
        case = load_case(folder)
        accept(case, clean(case.page))
    article = json.loads((differs / "article.json").read_text())
    article["title"] = "Old bridge reopens after a three-year repair"
    del article["blocks"][2]
    (differs / "article.json").write_text(json.dumps(article, ensure_ascii=False, indent=2) + "\n")
    folders = make_case(root, "ferries"), differs, same
    with review_of(cases(*folders), survey=True) as running:
        yield running


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.dataset.key || 'lost'"))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def folder_of(review: Running, name: str) -> Path:
    return review.desk._items[name].folder  # type: ignore[union-attr]


def test_the_list_and_through_it_by_keys(review: Running, visit: Open) -> None:
    page = visit(review)
    expect(page.locator(".state.differs")).to_have_text("2 differ")
    assert page.locator(".cases .case").all_inner_texts() == ["ferries", "news-with-everything", "wire-report"]
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == "case-news-with-everything"
    page.keyboard.press("/")
    page.keyboard.type("wire")
    expect(page.locator(".cases .case")).to_have_count(1)
    assert focused(page) == "q"
    assert page.url.endswith("/?q=wire")
    page.fill("#q", "")
    page.keyboard.press("Escape")
    assert focused(page) != "q"
    page.select_option("#f-site", "harbour-post.example")
    expect(page.locator(".cases .case")).to_have_text(["ferries"])
    page.select_option("#f-site", "")
    page.select_option("#f-state", "differs")
    expect(page.locator(".cases .case")).to_have_text(["news-with-everything"])
    page.keyboard.press("n")
    expect(page.locator("#head")).to_contain_text("news-with-everything")
    expect(page.locator(".ways")).to_contain_text("1 of 1")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("l")
    expect(page.locator("#f-state")).to_have_value("differs")
    page.go_back()
    expect(page.locator("#head")).to_contain_text("news-with-everything")


def test_a_block_is_restored_and_that_is_undone(review: Running, visit: Open) -> None:
    folder = folder_of(review, "ferries")
    before = files(folder)
    page = visit(review, "/case/ferries")
    page.frame_locator("#frame").get_by_text("Subscribe to our newsletter").click()
    expect(page.locator("#chosen h2")).to_contain_text("removed by signup/")
    rule = page.locator("#chosen h2 code").inner_text()
    expect(page.locator("#units [aria-current]")).to_contain_text("Subscribe to our newsletter")
    page.keyboard.press("r")
    expect(page.locator("#say")).to_contain_text("Pinned: “Subscribe to our newsletter and get")
    assert (folder / "pins.txt").read_text() == (
        "KEEP Subscribe to our newsletter and get the harbour news every morning.\n"
    )
    expect(page.locator(".pinned")).to_contain_text("must stay, but it is removed")
    advice = page.locator(".advice .works")
    assert advice.count() >= 2
    texts = advice.all_inner_texts()
    assert any(f"--disable {rule}" in text for text in texts)
    assert any('[host."harbour-post.example"]\nkeep = ["div.newsletter-signup"]' in text for text in texts)
    expect(page.locator(".differences, .state.differs").first).to_be_visible()
    assert page.evaluate(CONTRAST) == []
    page.reload()
    expect(page.locator("#chosen .pinned")).to_contain_text("pin KEEP")
    page.keyboard.press("k")
    expect(page.locator("#chosen h2")).to_contain_text("removed")
    page.keyboard.press("u")
    expect(page.locator("#say")).to_have_text("Undone: pin KEEP in ferries.")
    assert files(folder) == before
    assert focused(page) != "lost"


def test_a_block_is_stripped_by_keys_alone(review: Running, visit: Open) -> None:
    folder = folder_of(review, "ferries")
    before = files(folder)
    page = visit(review, "/case/ferries?view=blocks")
    for _ in range(30):
        page.keyboard.press("j")
        if "Our reporters stay" in page.evaluate("document.activeElement.textContent"):
            break
    expect(page.locator("#chosen blockquote")).to_contain_text("Our reporters stay")
    assert page.frame_locator("#frame").locator(".rv-on").inner_text().startswith("Our reporters stay")
    page.keyboard.press("x")
    expect(page.locator(".pinned")).to_contain_text("must go, but it is kept")
    first = page.locator(".advice li").first
    expect(first).to_contain_text("✓ works")
    expect(first).to_contain_text("nothing else changes")
    expect(first).to_contain_text('strip = ["p.house-note"]')
    page.keyboard.press("x")
    expect(page.locator("#say")).to_contain_text("Unpinned")
    assert files(folder) == before
    page.keyboard.press("u")
    expect(page.locator("#say")).to_contain_text("Undone: unpin STRIP")
    page.keyboard.press("u")
    expect(page.locator("#say")).to_contain_text("Undone: pin STRIP")
    assert files(folder) == before


def test_differences_are_shown_accepted_and_brought_back(review: Running, visit: Open) -> None:
    folder = folder_of(review, "news-with-everything")
    before = files(folder)
    page = visit(review, "/case/news-with-everything")
    title = page.locator(".difference").first
    expect(title).to_contain_text("title changed")
    assert "two" in "".join(title.locator("ins").all_inner_texts())
    assert "three" in "".join(title.locator("del").all_inner_texts())
    page.keyboard.press("j")
    expect(page.locator("#chosen")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#chosen")).to_be_hidden()
    page.keyboard.press("a")
    expect(page.locator("#say")).to_contain_text("Accepted")
    expect(page.locator("#head")).to_contain_text("as expected")
    assert focused(page) == "head"
    assert json.loads((folder / "article.json").read_text())["title"].startswith("Old swing bridge")
    page.keyboard.press("u")
    expect(page.locator("#say")).to_contain_text("Undone: accept news-with-everything.")
    expect(page.locator("#head")).to_contain_text("differences")
    assert files(folder) == before
    page.keyboard.press("s")
    expect(page.locator("#head")).to_contain_text("wire-report")
    expect(page.locator("#say")).to_contain_text("Skipped news-with-everything.")


def test_undo_does_not_write_over_others(review: Running, visit: Open) -> None:
    folder = folder_of(review, "ferries")
    page = visit(review, "/case/ferries?view=blocks&unit=6")
    page.keyboard.press("r")
    expect(page.locator("#say")).to_contain_text("Pinned")
    (folder / "pins.txt").write_text("KEEP something else of the page\n")
    page.keyboard.press("u")
    expect(page.locator("#say")).to_contain_text("was changed by another program since")
    assert (folder / "pins.txt").read_text() == "KEEP something else of the page\n"
    (folder / "pins.txt").unlink()


@pytest.mark.parametrize("path", ["/", "/case/news-with-everything", "/case/ferries?view=blocks&unit=7"])
def test_a_phone_needs_no_sideways_scrolling(review: Running, visit: Open, path: str) -> None:
    page = visit(review, path, width=360, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for button in page.locator("header button:visible, header a:visible").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 24, "WCAG 2.2, 2.5.8"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(review: Running, visit: Open, scheme: str) -> None:
    for path in ("/", "/case/news-with-everything", "/case/ferries?view=blocks&unit=9"):
        page = visit(review, path, color_scheme=scheme)
        assert page.evaluate(CONTRAST) == []
        for frame in page.frames[1:]:
            assert frame.evaluate(CONTRAST) == []


UNNAMED = """all => all.filter((one) => !(one.textContent.trim() || one.title || one.ariaLabel || one.labels?.length))
  .map((one) => one.outerHTML)"""


def test_names_and_landmarks(review: Running, visit: Open) -> None:
    page = visit(review, "/case/ferries?unit=7")
    for role in ("banner", "main", "status"):
        assert page.get_by_role(role).count() == 1, role  # type: ignore[arg-type]
    for name in ("Cases", "Views"):
        assert page.get_by_role("navigation", name=name).count() == 1
    for name in ("The page as seen", "What came of it"):
        assert page.get_by_role("region", name=name).count() == 1
    assert page.locator("button, a, input:not([type=hidden]), select, iframe").evaluate_all(UNNAMED) == []


def test_it_works_without_its_script(review: Running, visit: Open) -> None:
    folder = folder_of(review, "ferries")
    before = files(folder)
    page = visit(review, java_script_enabled=False)
    page.click("text=ferries")
    page.click("#units >> text=Subscribe to our newsletter")
    page.click("text=Restore it")
    assert "Pinned" in page.inner_text("#say")
    assert page.locator(".advice .works").count() >= 2
    page.click("header >> text=Undo")
    assert page.inner_text("#say") == "Undone: pin KEEP in ferries."
    assert files(folder) == before
    page.click("text=All")
    page.select_option("#f-state", "differs")
    page.click("text=Filter")
    expect(page.locator(".cases .case")).to_have_text(["news-with-everything"])


NAMES = "[...document.querySelectorAll('*')].flatMap((one) => [one.localName, ...one.getAttributeNames()])"
LINKS = "'<a id=t target=_top href=/undo>x</a><a id=b target=_blank href=/x>x</a>'"
SCRIPT = "document.body.append(Object.assign(document.createElement('script'), {textContent: 'top.pwned = 1'}))"


def test_a_hostile_page_cannot_run_call_out_or_leave_its_frame(tmp_path: Path, browser: Browser, visit: Open) -> None:
    folder = make_case(tmp_path, "hostile", HOSTILE.read_text().replace("AWAY", AWAY))
    with review_of(cases(folder)) as review:
        page = visit(review, "/case/hostile?view=blocks")
        frame = page.frame_locator("#frame")
        for words in (
            "Send this form away",
            "Leave for the top",
            "Run something",
            "Open a window",
            "Stay in the frame",
        ):
            frame.get_by_text(words).first.click()
        frame.locator("body").press("Enter")
        page.mouse.click(300, 400)
        page.wait_for_timeout(300)
        assert page.url.startswith(f"{review.origin}/case/hostile")
        assert page.title() == "hostile · Review"
        inner = page.frame(url=lambda url: "/frame/" in url)
        assert inner
        assert inner.url.startswith(f"{review.origin}/frame/hostile?")
        assert [one.url for one in page.frames] == [page.url, inner.url]
        assert page.evaluate("window.pwned") is None
        left = inner.evaluate(
            "[...document.querySelectorAll('*')].flatMap((one) => [one.localName, ...one.getAttributeNames()])"
        )
        assert not {"script", "iframe", "img", "base", "link", "form", "object", "embed", "svg", "template"} & set(left)
        assert not {
            "href",
            "src",
            "srcset",
            "action",
            "ping",
            "target",
            "srcdoc",
            "http-equiv",
            "onclick",
            "onload",
        } & set(left)
        assert page.locator("#frame").get_attribute("sandbox") == "allow-same-origin"


def test_the_frame_itself_forbids_what_it_no_longer_holds(visit: Open, review: Running) -> None:
    """Were the page's markup let through, the policy would still stop it: scripts, images, forms and windows."""
    page = visit(review, "/case/ferries", told="sandboxed")
    inner = page.frame(url=lambda url: "/frame/" in url)
    assert inner
    inner.evaluate(f"document.body.insertAdjacentHTML('beforeend', {LINKS})")
    inner.evaluate("document.getElementById('t').click(); document.getElementById('b').click()")
    inner.evaluate(SCRIPT)
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    assert page.url == f"{review.origin}/case/ferries"


def test_a_page_that_cannot_be_read_is_told(tmp_path: Path, visit: Open) -> None:
    folder = make_case(tmp_path, "broken", "<p>words")
    (folder / "page.json").write_text("{")
    with review_of(cases(folder, make_case(tmp_path, "whole", STORY)), survey=True) as review:
        page = visit(review, told="status of 422")
        expect(page.locator(".state.failed")).to_have_count(1)
        page.click("text=broken")
        expect(page.locator("p.failed")).to_contain_text("page.json: is not valid JSON")
        page.keyboard.press("n")
        expect(page.locator("#head")).to_contain_text("whole")
        reply = review.ask("/frame/broken")
        assert (reply.status, "is not valid JSON" in reply.text) == (422, True)
