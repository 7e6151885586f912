"""Officers on one store at the same time: who is where, and two slips for one package."""

import json
import re
import select
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial

import pytest

from operations.bureau.sent.issue import (
    AlreadyReturned,
    SlipComment,
    issue_return_slip,
    slip_before,
)
from operations.bureau.server import colleagues
from operations.bureau.server.colleagues import Colleague, Colleagues, Overheard, Presence
from operations.bureau.store import Desk, officer, open_bureau
from operations.school.delivery.replies import read_reply
from operations.school.records import Origin
from operations.school.store import open_school
from storage.bureau.store import BureauStore
from tests.operations import staging
from tests.operations.staging import CLERK, District
from tests.storage.stores import OFFICER, new_bureau
from tests.support import patience
from tests.support.postgres import Server

SCHOOL, OTHER = "4201040001", "4201040002"
LI = Presence("李娜", SCHOOL)


class Window:
    """One window: its store and what it hears."""

    def __init__(self, store: BureauStore) -> None:
        self.store = store
        joined = colleagues.join(store)
        assert joined is not None
        self.heard: Colleagues = joined

    def tell(self, presence: Presence, *, asks: bool = False) -> None:
        colleagues.tell(self.store, self.heard.window, presence, asks=asks)

    def news(self) -> Overheard:
        """Wait for news; what is said here comes back and is none."""
        while (found := self.whatever()) == Overheard():
            pass
        return found

    def whatever(self) -> Overheard:
        """Wait for something to hear."""
        ready, _, _ = select.select([self.heard], [], [], patience.SECONDS)
        assert ready, f"nothing was heard within {patience.SECONDS} seconds"
        return self.heard.news()


@pytest.fixture
def windows(postgres: Server) -> Iterator[tuple[Window, Window]]:
    place = postgres.new_place()
    with ExitStack() as stack:
        first = Window(stack.enter_context(new_bureau(place)))
        stack.callback(first.heard.close)
        second = Window(stack.enter_context(BureauStore.open(place)))
        stack.callback(second.heard.close)
        yield first, second


def test_what_is_open_elsewhere_is_known_at_its_school(windows: tuple[Window, Window]) -> None:
    here, there = windows
    there.tell(LI)
    assert here.news() == Overheard(moved=True)
    assert here.heard.at(SCHOOL) == (Colleague("李娜", writes=False),)
    assert here.heard.at(OTHER) == ()
    assert colleagues.told(here.heard.at(SCHOOL)) == "李娜正在看"
    there.tell(Presence("李娜", OTHER, frozenset({SCHOOL})))
    assert here.news().moved
    assert colleagues.told(here.heard.at(SCHOOL)) == "李娜正在写退回单"
    assert colleagues.told(here.heard.at(OTHER)) == "李娜正在看"
    there.tell(Presence("李娜", OTHER, frozenset({SCHOOL})))
    assert here.whatever() == Overheard()


def test_a_new_window_asks_and_is_answered(windows: tuple[Window, Window]) -> None:
    here, there = windows
    here.tell(LI, asks=True)
    assert there.news() == Overheard(moved=True, asked=True)
    there.tell(Presence("王操作", OTHER))
    assert here.news() == Overheard(moved=True)
    assert [one.name for one in here.heard.at(OTHER)] == ["王操作"]


def test_who_writes_comes_first_and_two_windows_of_one_are_one(
    windows: tuple[Window, Window],
) -> None:
    here, there = windows
    third = Window(there.store)
    there.tell(LI)
    third.tell(Presence("王操作", "", frozenset({SCHOOL})))
    fourth = Window(there.store)
    fourth.tell(Presence("李娜", "", frozenset({SCHOOL})))
    while len(here.heard.at(SCHOOL)) < 2 or not all(one.writes for one in here.heard.at(SCHOOL)):
        here.news()
    assert colleagues.told(here.heard.at(SCHOOL)) == "李娜正在写退回单，王操作正在写退回单"
    third.heard.close()
    fourth.heard.close()


def test_the_own_writing_is_no_news_and_that_of_others_is(windows: tuple[Window, Window]) -> None:
    here, there = windows
    here.store.settings.replace({"due_date": "2024-10-15"}, actor=OFFICER)
    assert here.whatever() == Overheard()
    there.store.settings.replace({"due_date": "2024-10-16"}, actor=OFFICER)
    assert here.news() == Overheard(written=True)


def test_who_leaves_is_forgotten_and_so_is_who_vanishes(windows: tuple[Window, Window]) -> None:
    here, there = windows
    there.tell(LI)
    assert here.news().moved
    colleagues.leave(there.store, there.heard.window)
    assert here.news().moved
    assert here.heard.at(SCHOOL) == ()
    there.tell(LI)
    assert here.news().moved
    assert not here.heard.keep(colleagues.still_there(here.store))
    there.heard.close()
    patience.until(
        lambda: there.heard.window not in colleagues.still_there(here.store),
        "the server has noticed",
    )
    assert here.heard.keep(colleagues.still_there(here.store))
    assert not here.heard.are_there


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "[" * 5000,
        "[]",
        '{"window": "x"}',
        json.dumps({"window": 1, "asks": 1, "officer": "x", "school": "", "slips": []}),
    ],
)
def test_what_no_window_of_ours_says_is_passed_over(
    windows: tuple[Window, Window], text: str
) -> None:
    here, there = windows
    there.store.neighbours.tell(text)
    assert here.whatever() == Overheard()
    assert not here.heard.are_there


def test_a_name_cannot_pass_for_a_line_of_ours(windows: tuple[Window, Window]) -> None:
    here, there = windows
    there.tell(Presence("李\n娜\u202e", SCHOOL, frozenset({str(n) for n in range(3000)})))
    here.news()
    assert [one.name for one in here.heard.at(SCHOOL)] == ["李 娜□"]


def test_beside_a_file_there_are_no_colleagues(district: District) -> None:
    with open_bureau(district.bureau) as store:
        assert colleagues.join(store) is None


# -- two slips for one package ------------------------------------------------------------------


def test_the_second_is_told_and_may_go_on_and_the_school_has_both(
    desk: Desk, district: District
) -> None:
    code = district.code()
    assert slip_before(desk.store, code) is None
    first = issue_return_slip(desk, code, reason="请核对面积")
    second = replace(desk, actor=officer("李娜"))
    write = partial(
        issue_return_slip, second, code, reason="请核对人数", comments=[SlipComment("", "人数")]
    )
    head = desk.store.journal.head()
    with pytest.raises(
        AlreadyReturned, match=f"{re.escape(desk.actor.name)}（.*已经退回第"
    ) as refused:
        write()
    assert desk.store.journal.head() == head
    assert refused.value.slip == slip_before(desk.store, code)
    made = write(known=refused.value.slip.number)
    with open_school(district.school()) as school:
        for slip in (first, made):
            read_reply(school, slip.content, actor=CLERK)
        told = [one.text for one in school.comments.all() if one.origin is Origin.BUREAU]
    assert told == ["人数"]
    before = slip_before(desk.store, code)
    assert before is not None
    assert before.by == "李娜"


def test_of_two_who_write_at_the_same_moment_one_is_told(
    district: District, postgres: Server
) -> None:
    place = postgres.copy_of("district", partial(staging.copy_to, district.bureau))
    code, refused, made = district.code(), [], []
    start = threading.Barrier(2, timeout=patience.SECONDS)

    def write(name: str) -> None:
        with open_bureau(place) as store:
            desk = replace(staging.desk_at(district, store), actor=officer(name))
            start.wait()
            try:
                made.append(issue_return_slip(desk, code, reason=name))
            except AlreadyReturned as error:
                refused.append((name, error.slip.by))

    officers = [threading.Thread(target=write, args=(name,)) for name in ("李娜", "王操作")]
    for one in officers:
        one.start()
    for one in officers:
        one.join()
    assert len(made) == 1
    assert refused in ([("李娜", "王操作")], [("王操作", "李娜")])
