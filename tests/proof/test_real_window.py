"""A clerk in a real window with a real input method, and no mouse; part of ``dev.py test --long``."""

import json
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from PIL import Image

from forms.edits import DeleteRow
from forms.record import Return
from forms.workflow import Actor, Role, State
from operations.school.records import SchoolStore
from tests.proof.draft import make_draft
from tests.proof.real_window import RealWindow, real_window, wait_for, what_is_missing
from tests.support.places import EXAMPLES

EXAMPLE: Final = EXAMPLES / "primary.json"
CLASSES: Final = "pupils.classes"
COLUMNS: Final = ("grade", "class_name", "class_type", "enrolled", "girls")
KEYS: Final = 5000
MISSING: Final = what_is_missing()

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not os.environ.get("YOUHENG_LONG"), reason="a real window: python3 dev.py test --long"
    ),
    pytest.mark.skipif(bool(MISSING), reason=f"needs apt-get install {MISSING}"),
]


@pytest.fixture
def window(tmp_path: Path) -> Iterator[RealWindow]:
    with real_window(tmp_path) as made:
        yield made


def stored(path: Path) -> Return:
    with SchoolStore.open(path, read_only=True) as store:
        return store.answers.load()


def state_of(path: Path) -> State:
    with SchoolStore.open(path, read_only=True) as store:
        return store.revisions.state


def test_from_an_empty_page_to_the_principal_without_a_mouse(
    window: RealWindow, tmp_path: Path
) -> None:
    code, path = "2142010401", tmp_path / "希望小学-2024.yhs"
    document = json.loads(EXAMPLE.read_text(encoding="utf-8"))["input"]
    document["profile"] |= {"school_code": code, "school_name": "希望小学"}
    filled, photo = tmp_path / "filled.json", tmp_path / "photo.jpg"
    filled.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    Image.new("RGB", (60, 40), "red").save(photo)

    window.start()
    window.press("Return")
    window.type(code)
    window.press("Return")
    window.type_pinyin("xiwangxiaoxue")
    window.press("Return")
    window.type("2024")
    window.press("Return")
    window.type_pinyin("zhangwei")
    window.press("Return", "Return")
    window.wait_for_title("新建填报库")
    window.press("Return")
    window.wait_for_title("希望小学")
    window.press("ctrl+5", "alt+l")
    window.wait_for_title("读入填好的文件")
    window.type(str(filled))
    window.press("Return")
    window.wait_for_title("读入前核对")
    window.press("Return")
    window.wait_for_title("希望小学")
    for count in (1, 2):  # the files beside the answers were not at hand
        wait_for("the filled answers", lambda: "burden.lessons" in stored(path).tables)
        window.press("F9", "Return")
        window.wait_for_title("选择附件")
        window.type(str(photo))
        window.press("Return")
        window.wait_for_title("希望小学")
        wait_for("the attachment", partial(kept_files, path), count)
    window.jump_to("remarks")
    window.type_pinyin("xuexiao", "weiyu", "wuhan")
    window.press("shift+Tab")
    wait_for("the remark", lambda: stored(path).answers.get("profile.remarks"), "学校位于武汉")
    window.press("F9")
    window.wait_for_title("提交给校长审核")
    window.press("Return")
    wait_for("the submission", partial(state_of, path), State.IN_REVIEW)
    assert stored(path).answers["profile.school_name"] == "希望小学"
    assert window.log == ""
    print(f"from an empty page to the review: {window.keys} keys, no mouse")


def kept_files(path: Path) -> int:
    answers = stored(path).answers
    return sum(name in answers for name in ("safety.guard_contract", "funding.charter_file"))


def test_no_key_of_five_thousand_is_lost_and_a_kill_takes_nothing_that_was_saved(
    window: RealWindow, tmp_path: Path
) -> None:
    path = tmp_path / "school.yhs"
    make_draft(path)
    empty_the_classes(path)
    window.start(path)
    window.wait_for_title("–")
    window.jump_to("bjmc")
    window.press("Insert")
    typed: list[tuple[str, ...]] = []
    keys = 0
    while keys < KEYS:
        line = row_number(len(typed))
        text = "\t".join(line) + "\n"
        window.type(text)
        typed.append(line)
        keys += len(text)
    wait_for("every row", lambda: len(rows_of(path)), len(typed))
    wait_for("the last cell", lambda: rows_of(path)[-1], as_stored(typed[-1]))
    assert rows_of(path) == [as_stored(line) for line in typed]
    print(f"{keys} keys in {len(typed)} rows, none lost")

    more = [row_number(len(typed) + number) for number in range(40)]
    typing = window.start_typing("".join("\t".join(line) + "\n" for line in more))
    wait_for("some more", lambda: len(rows_of(path)) > len(typed) + 10)
    before = rows_of(path)
    window.pull_the_plug()
    typing.wait()
    kept, expected = rows_of(path), [as_stored(line) for line in (*typed, *more)]
    assert kept[: len(before) - 1] == before[:-1]
    assert kept[:-1] == expected[: len(kept) - 1]
    cut = [cell for cell in kept[-1] if cell is not None]
    assert cut == list(expected[len(kept) - 1][: len(cut)])
    window.start(path)
    window.wait_for_title("–")
    assert rows_of(path) == kept
    assert window.log == ""
    print(f"killed while typing: {len(kept) - len(typed)} rows of the last ones kept, all in order")


def row_number(number: int) -> tuple[str, ...]:
    """What is typed into a row: grade, name, kind by its initial, pupils, girls."""
    return str(number % 6 + 1), str(number + 1), "p", str(40 + number % 6), str(18 + number % 5)


def as_stored(line: tuple[str, ...]) -> tuple[str | None, ...]:
    grade, name, _, pupils, girls = line
    return grade, name, "ordinary", pupils, girls


def rows_of(path: Path) -> list[tuple[str | None, ...]]:
    rows = stored(path).tables.get(CLASSES, ())
    return [cells for row in rows if any(cells := tuple(map(row.cells.get, COLUMNS)))]


def empty_the_classes(path: Path) -> None:
    with SchoolStore.open(path) as store:
        rows = store.answers.load().tables[CLASSES]
        edits = [DeleteRow(CLASSES, row.id) for row in rows]
        store.answers.write(edits, actor=Actor("王样例", Role.CLERK))
