"""The choices of the list's filters, while the cases are still being looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Route, expect
from reviewing import cases, make_case, review_of

Open = Callable[..., Page]


def test_the_choices_are_whole_when_a_filter_outruns_the_last_poll(tmp_path: Path, visit: Open) -> None:
    with review_of(cases(make_case(tmp_path, "first"), make_case(tmp_path, "second"))) as review:
        page = visit(review)
        assert page.locator("#f-site option").all_inner_texts() == ["any"]  # nobody has looked at a case yet
        polls: list[Route] = []
        page.route(lambda url: True, lambda route: hold(route, polls))
        for name in review.desk.names:
            review.desk.look(name)
        page.fill("#q", "second")
        expect(page.locator(".cases .case")).to_have_text(["second"])
        assert page.locator("#f-site option").all_inner_texts() == ["any", "harbour-post.example"]
        assert page.input_value("#q") == "second"
        for route in polls:
            route.continue_()
        page.unroute_all()


def hold(route: Route, polls: list[Route]) -> None:
    """A poll waits, all else goes on."""
    if "x-review-poll" in route.request.headers:
        polls.append(route)
    else:
        route.continue_()
