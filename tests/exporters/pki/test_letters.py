"""Key files in letters: a miscopied letter is shown in its line, and typing habits do no harm."""

import os
from collections.abc import Callable

import pytest

from exporters import age, age_passphrase, letters
from exporters.letters import LettersError, Misread

DATA = bytes(range(256)) + b"key" * 50
PASSPHRASE = "correct horse"


def _line(number: int, *, marked: bool = True) -> str:
    return letters.write(DATA, marked=marked).splitlines()[number]


def _typed(change: Callable[[str], str], *, marked: bool = True) -> bytes:
    return change(letters.write(DATA, marked=marked)).encode()


HABITS: dict[str, Callable[[str], bytes]] = {
    "as printed": lambda text: text.encode(),
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 of other computers": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "old Mac line ends": lambda text: text.replace("\n", "\r").encode(),
    "blank lines": lambda text: text.replace("\n", "\n\n").encode(),
    "blanks inside and around": lambda text: (
        text.replace("E", " E ").replace(letters.HEAD.replace("E", " E "), letters.HEAD).encode()
    ),
    "no last line end": lambda text: text.rstrip().encode(),
    "small check marks": lambda text: "\n".join(
        line[:-2] + line[-2:].lower() if "  " in line else line for line in text.splitlines()
    ).encode(),
}


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("habit", HABITS)
def test_habits_of_typing_do_no_harm(habit: str, marked: bool) -> None:
    assert age.unarmored(HABITS[habit](letters.write(DATA, marked=marked))) == DATA


def test_a_sheet_without_marks_is_the_standards_own() -> None:
    import pyrage

    locked = pyrage.passphrase.encrypt(b"key", PASSPHRASE)
    text = letters.write(locked).splitlines()
    assert max(map(len, text[1:-1])) == 64
    assert letters.read("\n".join(text).encode()) == locked


def test_a_letter_taken_for_another_is_shown_in_its_line() -> None:
    line = _line(2)
    place = next(place for place, sign in enumerate(line) if sign in "lO0I1")
    wrong = {"l": "1", "I": "l", "1": "l", "O": "0", "0": "O"}[line[place]]
    changed = line[:place] + wrong + line[place + 1 :]
    sentence = f"恢复单第 2 行第 {place + 1} 个字符“{wrong}”可能是“{line[place]}”"
    with pytest.raises(LettersError, match=sentence):
        letters.read(_typed(lambda text: text.replace(line, changed)))


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line[:9] + ("x" if line[9] != "x" else "y") + line[10:],
        lambda line: line[:9] + line[10:],
        lambda line: line[:9] + "x" + line[9:],
        lambda line: line[:9] + line[10] + line[9] + line[11:],
        lambda line: line[:-1] + ("2" if line[-1] != "2" else "3"),
    ],
    ids=["another", "one less", "one more", "turned round", "mark"],
)
def test_any_other_slip_names_the_line(change: Callable[[str], str]) -> None:
    line = _line(3)
    with pytest.raises(LettersError, match=r"恢复单第 3 行"):
        letters.read(_typed(lambda text: text.replace(line, change(line))))


def test_lines_that_changed_places_are_named() -> None:
    first, second = _line(1), _line(2)
    swapped = _typed(
        lambda text: text.replace(first, "x").replace(second, first).replace("x\n", second + "\n")
    )
    with pytest.raises(LettersError, match="恢复单第 1 行"):
        letters.read(swapped)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda line: line[:9] + line[10:], "第 2 行有 63 个字符，应有 64 个"),
        (lambda line: line[:9] + "；" + line[10:], "第 2 行的“；”是抄错的字符"),
    ],
)
def test_without_marks_what_can_be_seen_is_named(
    change: Callable[[str], str], sentence: str
) -> None:
    line = _line(2, marked=False)
    with pytest.raises(LettersError, match=sentence):
        letters.read(_typed(lambda text: text.replace(line, change(line)), marked=False))


def test_without_marks_the_passphrase_finds_the_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age_passphrase, "WORK", 3)
    locked = age_passphrase.write(os.urandom(240), PASSPHRASE)
    lines = letters.write(locked).splitlines()
    found = 0
    for number, line in enumerate(lines[1:-1], start=1):
        for place, sign in enumerate(line):
            if sign not in "lO":
                continue
            wrong = "1" if sign == "l" else "0"
            changed = line[:place] + wrong + line[place + 1 :]
            typed = "\n".join([*lines[:number], changed, *lines[number + 1 :]]).encode()
            assert letters.find_misread(typed, PASSPHRASE) == Misread(
                number, place + 1, wrong, sign
            )
            assert letters.find_misread(typed, "another") is None
            found += 1
    assert found


def test_bits_that_decide_nothing_are_no_slip() -> None:
    assert letters.find_misread(letters.write(b"no key").encode(), PASSPHRASE) is None
