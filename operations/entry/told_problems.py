"""What is told about an open return while it is filled: all that is wrong, without what waits."""

from dataclasses import replace

from forms.live.attention import Attention, without
from forms.live.delta import Delta
from forms.live.findings import rule_of
from forms.live.progress import SectionProgress
from forms.live.sheet import Sheet
from forms.problems import Problem


class ToldProblems:
    """The problems of one sheet as the pages show and count them; they follow its edits.

    Args:
        sheet: The open sheet.
        everything: Whether nothing waits: the return is no draft, it is looked through.

    """

    def __init__(self, sheet: Sheet, *, everything: bool) -> None:
        self._sheet = sheet
        self._everything = everything
        self._attention = Attention()
        self._waiting = self._hold_back()
        self._shown: tuple[Problem, ...] = ()
        self._shown_of: tuple[object, object] = (None, None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, in the order of the forms, without what waits until the clerk comes there."""
        found = self._sheet.problems  # another tuple after each edit
        if found is not self._shown_of[0] or self._waiting is not self._shown_of[1]:
            self._shown = without(found, self._waiting)
            self._shown_of = found, self._waiting
        return self._shown

    def shows(self, problem: Problem) -> bool:
        """Whether a problem is shown where it is: a blank nobody has come to yet is only counted."""
        return self._everything or self._attention.sees(problem)

    def progress(self, form: str) -> tuple[SectionProgress, ...]:
        """How far each section of a form is, by what is told."""
        return self._sheet.progress(form, self.problems)

    def alike(self, key: str) -> tuple[str, ...]:
        """The keys of the other open queries of the same rule: in other rows, at another level."""
        return tuple(
            found.key
            for found in self.problems
            if found.is_query
            and found.is_open
            and found.key != key
            and rule_of(found.key) == rule_of(key)
        )

    def visit(self, address: str) -> Delta | None:
        """Remember that the cursor was in a field, row or table; ``None`` if it had been before."""
        if address in self._attention.visited:
            return None
        self._attention.visited.add(address)
        still = self._attention.waiting(self._sheet, self._waiting) if self._waiting else {}
        return self._tell(Delta(addresses=frozenset({address})), still)

    def check_all(self) -> bool:
        """Let nothing wait any more; whether anything might have."""
        was, self._attention.checked = self._attention.checked, True
        self._waiting = self._hold_back()
        return not was

    def go_on_from(self, earlier: "ToldProblems") -> None:
        """Take over where the cursor has been while the same return was open before."""
        self._attention = earlier._attention  # noqa: SLF001 - its own class
        self._waiting = self._hold_back()

    def follow(self, delta: Delta) -> Delta:
        """Add to an edit what is told from now on, or no longer, though it did not touch it."""
        return self._tell(delta, self._hold_back())

    def _tell(self, delta: Delta, now: dict[str, Problem]) -> Delta:
        """Let these wait from now on, and add to a delta what no longer waits, or waits now."""
        before = self._waiting
        if before.keys() == now.keys():
            return delta
        self._waiting = now
        touched = {problem.key for problem in (*delta.problems_added, *delta.problems_removed)}
        come = before.keys() - now.keys() - touched
        gone = now.keys() - before.keys() - touched
        kept = self._sheet.problems_by_key
        told = tuple(kept[key] for key in come if key in kept)
        return replace(
            delta,
            problems_added=(*delta.problems_added, *told),
            problems_removed=(*delta.problems_removed, *(now[key] for key in gone)),
        )

    def _hold_back(self) -> dict[str, Problem]:
        return {} if self._everything else self._attention.waiting(self._sheet)
