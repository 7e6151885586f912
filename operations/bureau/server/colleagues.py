"""Who works on the same store at the same time, at which school, and what they have just written.

It is said and heard on the way of :mod:`storage.bureau.neighbours` and kept nowhere: every window says what
it has open, and again when a new one asks. A window whose connection is gone is forgotten.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from forms.types.visible import one_line
from storage.bureau.neighbours import Listener, Neighbours
from storage.bureau.store import BureauStore
from storage.errors import EnvironmentProblem

_MOST_SLIPS: Final = 400
"""Schools that are named in one message; it holds 7999 bytes."""


@dataclass(frozen=True, slots=True)
class Presence:
    """What one officer has open.

    Attributes:
        officer: Who.
        school: 学校标识码 of the school in sight, ``""`` for none.
        slips: Codes of the schools that a return slip is being prepared for.

    """

    officer: str
    school: str = ""
    slips: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Colleague:
    """Another officer at a school.

    Attributes:
        name: Who.
        writes: Whether a return slip is being prepared; else the school is looked at.

    """

    name: str
    writes: bool

    @property
    def told(self) -> str:
        """What the officer does (a Chinese clause)."""
        return f"{self.name}正在写退回单" if self.writes else f"{self.name}正在看"


@dataclass(frozen=True, slots=True)
class Overheard:
    """What was heard.

    Attributes:
        written: Whether somebody else has changed the store.
        moved: Whether somebody is somewhere else now, or gone.
        asked: Whether a new window wants to know what is open here.
        lost: Whether the connection broke: nothing more will be heard, and something may be missed.

    """

    written: bool = False
    moved: bool = False
    asked: bool = False
    lost: bool = False


@dataclass(frozen=True, slots=True)
class _Message:
    window: int
    presence: Presence | None
    asks: bool


class Colleagues:
    """Hears the others; :meth:`news` is to be called whenever :meth:`fileno` can be read."""

    def __init__(self, listener: Listener, neighbours: Neighbours) -> None:
        self._listener = listener
        self._neighbours = neighbours
        self._there: dict[int, Presence] = {}

    @property
    def window(self) -> int:
        """The number under which this window is known to the others."""
        return self._listener.process

    @property
    def are_there(self) -> bool:
        """Whether anybody else is known to be there."""
        return bool(self._there)

    def fileno(self) -> int:
        """Number of the socket that can be read when there is news."""
        return self._listener.fileno()

    def news(self) -> Overheard:
        """Take what has come; never waits."""
        before = dict(self._there)
        written = asked = False
        try:
            news = self._listener.hear()
        except EnvironmentProblem:
            self._there.clear()
            return Overheard(moved=bool(before), lost=True)
        for heard in news:
            if not heard.text:
                written = written or heard.process != self._neighbours.process
                continue
            message = _read(heard.text)
            if message is None or message.window == self.window:
                continue
            asked = asked or message.asks
            if message.presence is None:
                self._there.pop(message.window, None)
            else:
                self._there[message.window] = message.presence
        return Overheard(written, before != self._there, asked)

    def at(self, school: str) -> tuple[Colleague, ...]:
        """Who is at a school, those who write a slip first."""
        found: dict[str, bool] = {}
        for one in self._there.values():
            writes = school in one.slips
            if writes or one.school == school:
                found[one.officer] = found.get(one.officer, False) or writes
        there = [Colleague(name, writes) for name, writes in found.items()]
        return tuple(sorted(there, key=lambda one: (not one.writes, one.name)))

    def keep(self, processes: Collection[int]) -> bool:
        """Forget the windows whose process at the server is gone; tell whether there were any."""
        gone = self._there.keys() - set(processes)
        for window in gone:
            del self._there[window]
        return bool(gone)

    def close(self) -> None:
        """Hear nothing any more."""
        self._listener.close()


def join(store: BureauStore) -> Colleagues | None:
    """Hear from now on what others do with a store; ``None`` for a file, which has one writer.

    Raises:
        storage.errors.EnvironmentProblem: There is no connection.

    """
    listener = store.neighbours.listen()
    return None if listener is None else Colleagues(listener, store.neighbours)


def tell(store: BureauStore, window: int, presence: Presence, *, asks: bool = False) -> None:
    """Let the others know what is open here.

    Args:
        store: The bureau's store.
        window: :attr:`Colleagues.window` of this one.
        presence: What is open.
        asks: Whether the others are to say the same of themselves.

    """
    slips = sorted(presence.slips)[:_MOST_SLIPS]
    said = {"officer": presence.officer, "school": presence.school, "slips": slips}
    store.neighbours.tell(_text({"window": window, "asks": asks, **said}))


def leave(store: BureauStore, window: int) -> None:
    """Let the others know that this window is closed."""
    store.neighbours.tell(_text({"window": window}))


def still_there(store: BureauStore) -> frozenset[int]:
    """The processes of the server that serve somebody, for :meth:`Colleagues.keep`."""
    return store.neighbours.processes()


def told(colleagues: Iterable[Colleague]) -> str:
    """Say who is at a school (Chinese), ``""`` for nobody."""
    return "，".join(one.told for one in colleagues)


def _text(message: dict[str, object]) -> str:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


def _read(text: str) -> _Message | None:
    """Read what a window said; ``None`` for what no window of ours says."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match found:
        case {
            "window": int(window),
            "asks": bool(asks),
            "officer": str(officer),
            "school": str(school),
            "slips": list(slips),
        }:
            codes = frozenset(code for code in slips if isinstance(code, str))
            return _Message(window, Presence(one_line(officer), school, codes), asks)
        case {"window": int(window), **rest} if not rest:
            return _Message(window, None, asks=False)
        case _:
            return None
