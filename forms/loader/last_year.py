"""``last_year.toml`` of a pack: what may be done with last year's answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from forms.expr.closest import closest
from forms.last_year import LastYear
from forms.loader.entry import TomlTable
from forms.pack_errors import Flaw

LAST_YEAR_FILE: Final = "last_year.toml"
"""Without it everything is only compared. It is no part of the digest: no figure depends on it."""


@dataclass(frozen=True, slots=True)
class LastYearLists:
    """What the file says, by id: of a question, of a table, of a column as ``table.column``.

    Attributes:
        entry: The file.
        stated: Id → what may be done; a table speaks for those of its columns that are not named.

    """

    entry: TomlTable = field(default_factory=lambda: TomlTable({}, LAST_YEAR_FILE))
    stated: Mapping[str, LastYear] = field(default_factory=dict)

    def of(self, name: str, *, table: str = "", taken: bool) -> LastYear:
        """Say what may be done with an answer.

        Args:
            name: Id of the question, or of the column as ``table.column``.
            table: Id of its table; for a column.
            taken: A person types it: nobody types what is calculated, and a file of last year
                proves nothing this year.

        Raises:
            PackError: Something may be done with what nobody types.

        """
        own = self.stated.get(name)
        if taken:
            return own or self.stated.get(table, LastYear.COMPARE)
        if own is not None:
            message = f"计算项和附件不能沿用上年的内容，请去掉 {name}。"
            raise self.entry.refuse(Flaw.MISPLACED_KEY, message, own)
        return LastYear.COMPARE

    def check(self, known: Iterable[str]) -> None:
        """Refuse an id that the forms do not have.

        Raises:
            PackError: As said, with the id that was probably meant.

        """
        names = set(known)
        for name, kind in self.stated.items():
            if name not in names:
                close = closest(name, names)
                advice = f"，是不是 {close}？" if close else "。"
                raise self.entry.refuse(Flaw.UNKNOWN_NAME, f"没有 {name}{advice}", kind)


def read_last_year(entry: TomlTable) -> LastYearLists:
    """Read the file.

    Raises:
        PackError: An id stands twice, a list has another name.

    """
    stated: dict[str, LastYear] = {}
    for kind in LastYear:
        for name in entry.texts(kind) if entry.has(kind) else ():
            if name in stated:
                raise entry.refuse(Flaw.DUPLICATE_ID, f"{name} 写了两次。", kind)
            stated[name] = kind
    entry.finish()
    return LastYearLists(entry, stated)
