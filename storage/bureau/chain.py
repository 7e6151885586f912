"""Table ``chain``: the last package taken from each school: each number once, in order, none left out."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.exchange import Code
from forms.workflow import Actor
from storage.bureau.packages import Packages
from storage.bureau.roster import Roster
from storage.errors import ChainError, StoreRefusal
from storage.journal.journal import EntryKind
from storage.rows.repository import Ledger, Repository

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


@dataclass(frozen=True, slots=True)
class ChainTip:
    """The last package taken from a school.

    Attributes:
        number: Its number; 0 before the first.
        identity: Its identity, ``""`` before the first; ``None`` after a restart, when the next
            package may name any predecessor.

    """

    number: int = 0
    identity: str | None = ""


@dataclass(frozen=True, slots=True)
class Link:
    """What a package says about its place: school, number, predecessor; and its own identity."""

    school: str
    number: int
    previous: str
    identity: str


def taken_before(link: Link) -> ChainError:
    """Say that a package of the same identity has come already."""
    message = f"学校 {link.school} 的第 {link.number} 号上报包以前已经导入，不用再次导入。"
    return ChainError(Code.E_SEEN, message)


def fault(tip: ChainTip, link: Link, *, seen: bool) -> ChainError | None:
    """Say why a package does not continue the chain, or ``None`` if it does.

    Args:
        tip: The last one taken.
        link: The one that came.
        seen: Whether a package of the same identity was taken before.

    """
    wanted = tip.number + 1
    if seen:
        return taken_before(link)
    if link.number < wanted:
        message = (
            f"学校 {link.school} 的第 {link.number} 号上报包已经收过，但内容不是这一份。"
            f"请联系学校核实；学校应以第 {wanted} 号重新上报。"
        )
        return ChainError(Code.E_FORK, message)
    if link.number > wanted:
        message = (
            f"学校 {link.school} 送来的是第 {link.number} 号上报包，前面的第 {wanted} 号还没有收到。"
            f"请学校重新导出第 {wanted} 号并先导入；确实丢失的，由区局重设编号。"
        )
        return ChainError(Code.E_GAP, message)
    if tip.identity not in {None, link.previous}:
        message = (
            f"学校 {link.school} 的第 {link.number} 号上报包不是接着区局收到的上一份做的。"
            "请学校核对是否有两份填报库，用正确的一份重新上报。"
        )
        return ChainError(Code.E_CHAIN, message)
    return None


class Chains(Repository):
    """The tips of all schools."""

    table = "chain"

    def __init__(self, ledger: Ledger, roster: Roster, packages: Packages) -> None:
        super().__init__(ledger)
        self._roster = roster
        self._packages = packages

    def tip(self, school: str) -> ChainTip:
        """Return the last package taken from a school."""
        row = self._one("SELECT number, identity FROM chain WHERE school_code = ?", school)
        if row is None:
            return ChainTip()
        return ChainTip(row.integer("number"), row.maybe_text("identity"))

    def restart(self, school: str, at: int, *, actor: Actor, reason: str) -> None:
        """Let a school's chain go on at number ``at`` because a package is lost for good.

        The next package may name any predecessor. A number that was typed too high can be put
        right: only what was taken binds.

        Raises:
            StoreRefusal: That number was taken already, or no reason is given.

        """
        if not reason.strip():
            raise StoreRefusal("请写明重设编号的原因；原因会记入日志。")
        with self._ledger.transaction():
            self._roster.require(school)
            newest = self._packages.newest(school)
            taken = 0 if newest is None else newest.number
            if at <= taken:
                raise StoreRefusal(
                    f"学校 {school} 已经收到第 {taken} 号，编号只能重设为 {taken + 1} 或更大。"
                )
            self.set(school, ChainTip(at - 1, None))
            payload = {"at": at}
            self._ledger.note(
                EntryKind.CHAIN,
                actor,
                addresses=(school,),
                payload=payload,
                reason=reason,
                touched=[(self.table, (school,))],
            )

    def set(self, school: str, tip: ChainTip) -> None:
        """Note the last package taken from a school, as part of the write that takes it."""
        self._write(
            "INSERT INTO chain (school_code, number, identity) VALUES (?, ?, ?)"
            " ON CONFLICT (school_code) DO UPDATE"
            " SET number = excluded.number, identity = excluded.identity",
            school,
            tip.number,
            tip.identity,
        )


def create_tables(schema: "Schema") -> None:
    """Make the table of chains (format 1.0)."""
    schema.table("chain").create(
        {"school_code": str, "number": int, "identity": str},
        pk="school_code",
        not_null={"number"},
        foreign_keys=[("school_code", "school", "code")],
        strict=True,
    )
