"""A key file in letters, for paper: written with a check mark on each line, and read as people type it.

The letters are the standard's ASCII armor, so ``age -d`` reads them once the marks are left out. Sheets
printed without marks are read too: there a letter taken for another is looked for with the passphrase.
"""

import base64
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from exporters import age_passphrase
from exporters.errors import SentenceError

HEAD: Final = "-----BEGIN AGE ENCRYPTED FILE-----"
TAIL: Final = "-----END AGE ENCRYPTED FILE-----"
_WIDTH: Final = 64
_MARK: Final = 2
_LONGEST_SHEET: Final = 40
"""Lines; a key has nine to twelve."""
_SIGNS: Final = "23456789ACDEFGHJKMNPQRTUVWXY"
"""What a check mark is written with: nothing that looks like anything else."""
_ALIKE: Final = ("l1I", "O0", "S5", "B8", "Z2")


class LettersError(SentenceError):
    """The letters were not copied right; the message names the line."""


@dataclass(frozen=True, slots=True)
class Misread:
    """A letter that was taken for another: its line and place, counted from 1, and both letters."""

    line: int
    place: int
    typed: str
    meant: str

    def __str__(self) -> str:
        return f"第 {self.line} 行第 {self.place} 个字符“{self.typed}”应是“{self.meant}”"


def write(data: bytes, *, marked: bool = False) -> str:
    """Write a key file in letters; with a check mark behind each line for a printed sheet."""
    text = base64.b64encode(data).decode("ascii")
    lines = [text[place : place + _WIDTH] for place in range(0, len(text), _WIDTH)]
    if marked:
        lines = [f"{line}  {_mark(number, line)}" for number, line in enumerate(lines, start=1)]
    return "\n".join([HEAD, *lines, TAIL, ""])


def is_letters(data: bytes) -> bool:
    """Whether the bytes are a key file in letters, in any encoding a text editor writes."""
    return _text(data).lstrip().startswith(HEAD)


def read(data: bytes) -> bytes:
    """Read letters back, with marks or without; spaces, line ends and byte order marks do not matter.

    Raises:
        LettersError: A line was not copied right, or the last one is missing.

    """
    text = "".join(_checked(_lines(data)))
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise LettersError(_where(_lines(data))) from error


def find_misread(data: bytes, passphrase: str) -> Misread | None:
    """Look for the one letter that was taken for another, such as ``1`` for ``l``; ``None`` if not found.

    Takes about a second for each letter of the salt that could be another, and one for all the rest.
    """
    lines = list(_checked(_lines(data)))
    if len(lines) > _LONGEST_SHEET:
        return None
    stretch = cache(age_passphrase.stretched)
    for found, text in _otherwise(lines):
        try:
            age_passphrase.read(base64.b64decode(text), passphrase, stretch=stretch)
        except ValueError:
            continue
        return found
    return None


def _otherwise(lines: list[str]) -> Iterator[tuple[Misread, str]]:
    for number, line in enumerate(lines, start=1):
        for place, typed in enumerate(line):
            for meant in _looks_like(typed):
                changed = line[:place] + meant + line[place + 1 :]
                text = "".join([*lines[: number - 1], changed, *lines[number:]])
                yield Misread(number, place + 1, typed, meant), text


def _looks_like(sign: str) -> str:
    return "".join(group.replace(sign, "") for group in _ALIKE if sign in group)


def _text(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def _lines(data: bytes) -> list[str]:
    lines = ["".join(line.split()) for line in _text(data).splitlines()]
    lines = [line for line in lines if line]
    if lines[-1] != "".join(TAIL.split()):
        raise LettersError("密钥文件的最后一行不对，可能没有抄全，请对照恢复单检查。")
    return lines[1:-1]


def _checked(lines: list[str]) -> Iterator[str]:
    """Give the lines without their marks, each compared with its own."""
    full = lines[:-1] or lines
    if sum(len(line) == _WIDTH + _MARK for line in full) * 2 <= len(full):
        yield from lines
        return
    for number, line in enumerate(lines, start=1):
        body, mark = line[:-_MARK], line[-_MARK:]
        if _mark(number, body) != mark.upper():
            raise LettersError(_fault(number, body, mark.upper()))
        yield body


def _fault(number: int, body: str, mark: str) -> str:
    for place, typed in enumerate(body):
        for meant in _looks_like(typed):
            if _mark(number, body[:place] + meant + body[place + 1 :]) == mark:
                found = Misread(number, place + 1, typed, meant)
                return f"恢复单{str(found).replace('应是', '可能是')}，请对照恢复单改正这一行。"
    return f"恢复单第 {number} 行与行尾的核对码“{mark}”不符，这一行有抄错的字符，请对照恢复单检查。"


def _where(lines: list[str]) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
    for number, line in enumerate(lines, start=1):
        strange = next((sign for sign in line if sign not in letters), "")
        if strange:
            return f"密钥文件第 {number} 行的“{strange}”是抄错的字符，请对照恢复单检查。"
        if len(line) != _WIDTH and number < len(lines):
            return (
                f"密钥文件第 {number} 行有 {len(line)} 个字符，应有 {_WIDTH} 个，"
                "有抄错的字符，请对照恢复单检查。"
            )
    return f"密钥文件第 {len(lines)} 行（最后一行）有抄错的字符，请对照恢复单检查。"


def _mark(number: int, line: str) -> str:
    value = zlib.crc32(f"{number} {line}".encode())
    return _SIGNS[value % len(_SIGNS)] + _SIGNS[value // len(_SIGNS) % len(_SIGNS)]
