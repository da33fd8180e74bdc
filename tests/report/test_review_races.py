"""Answers of the review that come later, or earlier, than what somebody does meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Route, expect
from reviewing import cases, make_case, review_of

from scraper.report.review.desk import Desk

Open = Callable[..., Page]


def look_at_all(desk: Desk) -> None:
    for name in desk.names:
        desk.look(name)


def hold(page: Page, which: Callable[[Route], bool]) -> list[Route]:
    """Requests that wait until they are continued; all others go on."""
    held: list[Route] = []
    page.route(lambda url: True, lambda route: held.append(route) if which(route) else route.continue_())
    return held


def is_poll(route: Route) -> bool:
    return route.request.headers.get("x-review-read") == "poll"


def test_the_choices_are_whole_when_a_filter_outruns_the_last_poll(tmp_path: Path, visit: Open) -> None:
    with review_of(cases(make_case(tmp_path, "first"), make_case(tmp_path, "second"))) as review:
        page = visit(review)
        assert page.locator("#f-site option").all_inner_texts() == ["any"]  # nobody has looked at a case yet
        polls = hold(page, is_poll)
        look_at_all(review.desk)
        page.fill("#q", "second")
        expect(page.locator(".cases .case")).to_have_text(["second"])
        assert page.locator("#f-site option").all_inner_texts() == ["any", "harbour-post.example"]
        assert page.input_value("#q") == "second"
        for route in polls:
            route.continue_()
        page.unroute_all()


def test_a_choice_stays_when_the_answer_to_the_one_before_comes_after_it(tmp_path: Path, visit: Open) -> None:
    elsewhere = make_case(tmp_path, "second", url="https://www.elsewhere.example/a")
    with review_of(cases(make_case(tmp_path, "first"), elsewhere)) as review:
        look_at_all(review.desk)
        page = visit(review)
        page.clock.install()
        page.clock.pause_at(page.evaluate("Date.now() + 1000"))
        answers = hold(page, lambda route: "state=" in route.request.url and "site=" not in route.request.url)
        page.select_option("#f-state", "new")
        with page.expect_request("**state=new"):
            page.clock.run_for(10)
        page.select_option("#f-site", "elsewhere.example")
        with page.expect_response(answers[0].request.url):
            answers[0].continue_()
        page.wait_for_load_state("networkidle")
        page.clock.run_for(10)
        expect(page.locator(".cases .case")).to_have_text(["second"])
        assert page.input_value("#f-site") == "elsewhere.example"
        page.unroute_all()


def test_what_a_change_has_to_tell_is_told_by_its_own_answer(tmp_path: Path) -> None:
    with review_of(cases(make_case(tmp_path, "ferries"))) as review:
        assert review.post("/undo", Referer=f"{review.origin}/case/ferries").status == 303
        for what in ("page", "poll"):  # asked before, come in between
            assert "Nothing to undo." not in review.ask("/case/ferries?unit=1", x_review_read=what).text
        assert "Nothing to undo." in review.ask("/case/ferries").text
        assert "Nothing to undo." not in review.ask("/case/ferries").text, "once"


def test_a_change_is_told_and_shown_when_somebody_went_on_meanwhile(tmp_path: Path, visit: Open) -> None:
    with review_of(cases(make_case(tmp_path, "ferries"))) as review:
        page = visit(review, "/case/ferries?view=blocks&unit=6")
        expect(page.locator("#chosen")).to_be_visible()
        changes = hold(page, lambda route: route.request.method == "POST")
        with page.expect_request("**/pin"):
            page.keyboard.press("x")
        with page.expect_response("**unit=5"):
            page.keyboard.press("k")
        expect(page.locator("header")).not_to_contain_text("Undo")
        changes[0].continue_()
        expect(page.locator("#say")).to_contain_text("Pinned")
        expect(page.locator("header")).to_contain_text("Undo")
        assert page.url.endswith("unit=5")
        page.unroute_all()
