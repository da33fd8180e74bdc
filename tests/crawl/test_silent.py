"""A site that is down looks the same in every run, also in those that leave it alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from crawling import crawl, job_for, story
from faultserver import FaultServer, dead_port
from running import scraper

from scraper.crawl.silent import silent_hosts
from scraper.crawl.status import retry_failed


@pytest.mark.parametrize("robots", ["true", "false"])
def test_every_run_while_a_site_is_down_exits_with_3_and_says_so(tmp_path: Path, robots: str) -> None:
    file = tmp_path / "job.toml"
    with dead_port() as port:
        source = f'[sources]\nfeed = "http://127.0.0.1:{port}/feed.xml"\n'
        options = "[fetch]\nallow_private = true\nretries = 6\nbackoff_seconds = 0.01\nconnect_seconds = 1\n"
        file.write_text(f"{source}[politeness]\ndelay_seconds = 0\nobey_robots = {robots}\n{options}")
        first, second = scraper("crawl", file), scraper("crawl", file, "--quiet")
    assert first.code == 3
    assert "no server answered" in first.err
    assert second.code == 3
    [said] = second.errors
    assert f"no server answered: all that is due waits for 127.0.0.1:{port}, silent when last asked" in said
    assert "Check the network" in said


def test_who_is_silent(tmp_path: Path, server: FaultServer, other: FaultServer) -> None:
    for path in ("/1", "/2", "/3", "/4", "/5", "/6", "/7"):
        other.route(path, lambda reply, _: reply.reset())
    silent = [other.url(f"/{number}") for number in range(1, 8)]
    alive = story(server, "/story")
    crawl(job_for(tmp_path / "dead", *silent, obey_robots=False))  # five failures send the host to rest
    assert silent_hosts(job_for(tmp_path / "dead")) == (f"127.0.0.2:{other.port}",)

    crawl(job_for(tmp_path / "alive", alive))
    assert silent_hosts(job_for(tmp_path / "alive")) == ()  # nothing is due

    server.route("/busy", lambda reply, _: reply.page(b"", status="503 Service Unavailable"))
    job = job_for(tmp_path / "busy", server.url("/busy"), alive)
    crawl(job)
    assert retry_failed(job) == 1
    assert silent_hosts(job) == ()  # it answers, if only that it is busy
