"""Pages that print next to nothing and send a story in the data of their scripts."""

from __future__ import annotations

import json
from typing import Any

from markup import document

from scraper.reading.scriptdata.rescue import TOLD

TITLE = "Ferry crew finds a new way through the sand"
SENTENCES = (
    "The ferry to the outer island sails again after a week in which the sand had closed the only channel it can use.",
    "Its crew sounded the bay by hand for six nights and drew a chart on the back of a menu from the harbour kitchen.",
    "The new route is half a mile longer than the old one, passes the wreck of a barge and needs the tide to be in.",
    "Captain Ilse Marrow, who has steered the boat since she was twenty, calls it a corridor with a wet floor.",
    "The council had asked for a dredger in the spring, was promised one for June and heard in August that it sank.",
    "Until another is found the timetable follows the moon, and on the island the baker bakes when the boat is late.",
)
KOREAN = (
    "섬으로 가는 유일한 뱃길이 모래에 막힌 지 일주일 만에 여객선이 다시 운항을 시작했다고 항만 사무소가 월요일"
    " 아침 안내 방송으로 주민과 관광객 모두에게 알리고 새로운 시간표를 선착장 게시판에 붙였다.",
    "선원들은 엿새 밤 동안 손으로 수심을 재어 항구 식당의 차림표 뒷면에 새로운 해도를 그렸고 선장은 그 종이를"
    " 조타실 유리창에 붙여 둔 채 썰물과 밀물의 높이를 매일 두 번씩 적어 넣고 있다.",
    "새 항로는 옛 항로보다 반 마일쯤 길고 가라앉은 석탄 바지선 옆을 지나야 하며 물이 충분히 차오른 시간에만"
    " 지나갈 수 있어서 배를 타려는 사람은 달의 모양을 먼저 살펴보아야 한다.",
    "시의회는 봄에 준설선을 요청했고 유월에 한 척을 약속받았지만 팔월이 되어서야 그 배가 이미 다른 항구에서"
    " 가라앉았다는 사실을 알게 되었으며 대신할 배를 찾는 데 얼마나 걸릴지 아무도 모른다.",
)


def page(scripts: str = "", *, printed: str = "", head: str = "", title: str = TITLE) -> str:
    """A page that says that it is an article, prints little and has these scripts."""
    meta = '<meta property="og:type" content="article">' + head
    return f"<html><head><title>{title} - The Bay</title>{meta}</head><body><p>Menu</p>{printed}{scripts}</body></html>"


def data(value: Any, **attributes: str) -> str:
    """A script that is JSON."""
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<script type="application/json"{said}>{_json(value)}</script>'


def pushed(*chunks: str) -> str:
    """Scripts that push chunks of the rows of React server components."""
    return "".join(f"<script>self.__next_f.push([1,{_json(chunk)}])</script>" for chunk in chunks)


def _json(value: Any) -> str:
    return json.dumps(value).replace("<", "\\u003c")


def html(sentences: tuple[str, ...] = SENTENCES) -> str:
    return "".join(f"<p>{sentence}</p>" for sentence in sentences)


def added(markup: str) -> list[str]:
    """The texts of all blocks but the menu, of a page whose story was found in its data; empty when none was."""
    found = document(markup)
    texts = [block.text for block in found.blocks if block.text != "Menu"]
    return texts if TOLD in found.warnings else []


def is_told(markup: str) -> bool:
    """Whether the page got a story from its data."""
    return TOLD in document(markup).warnings


def story_in(value: Any) -> list[str]:
    """What is added to a page whose data has this under the page's title."""
    return added(page(data({"props": {"article": {"headline": TITLE, "content": value}}})))
