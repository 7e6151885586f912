"""Take an import back until the school has been answered; let a chain go on over a lost package."""

from dataclasses import dataclass

from forms.rights import Right
from forms.workflow import Actor
from operations.bureau.rights import require
from operations.errors import Refused
from storage.bureau.packages import PackageRecord
from storage.bureau.store import BureauStore


def undo_import(store: BureauStore, school: str, *, actor: Actor, reason: str) -> PackageRecord:
    """Undo the import of a school's newest package; its bytes stay, and it may come again.

    Args:
        store: The bureau's store.
        school: Code of the school.
        actor: The officer.
        reason: Why, for the journal.

    Returns:
        What was taken back.

    Raises:
        Refused: The officer may not, no reason is given, or nothing of this school can be undone.
        storage.errors.StoreRefusal: A receipt or return slip was issued already.

    """
    require(store, actor, Right.INTAKE)
    if not reason.strip():
        raise Refused("请写明撤销导入的原因；原因会记入日志。")
    standing = [item for item in store.packages.all(school) if item.undone_at is None]
    if not standing:
        raise Refused(f"学校 {school} 没有导入过上报包，没有可以撤销的。请核对学校标识码。")
    newest = max(standing, key=_number)
    store.imports.undo(newest.identity, actor=actor, reason=reason)
    return newest


@dataclass(frozen=True, slots=True)
class Renumbering:
    """Which number a school's next package may be given, and what that would mean.

    Attributes:
        wanted: The number that is taken next as things are.
        lowest: The number behind the last package taken.

    """

    wanted: int
    lowest: int

    def allows(self, number: int) -> bool:
        """Whether the next package may have this number."""
        return number >= self.lowest

    def meaning(self, number: int) -> str:
        """What it means to set a number, as a sentence; also of one that cannot be set."""
        if not self.allows(number):
            return f"编号应是 {self.lowest} 或更大的整数：前面的已经收过。"
        if number < self.wanted:
            return f"编号改回来：下一份收第 {number} 号。"
        if number == self.wanted:
            return f"下一份仍是第 {number} 号，但不再要求它接着区局收到的上一份。"
        first, last = self.wanted, number - 1
        lost = f"第 {first} 号" if first == last else f"第 {first} 至 {last} 号"
        return f"{lost}作为丢失处理，以后即使找到也不能再导入。"


def restart_chain(
    store: BureauStore, school: str, number: int, *, actor: Actor, reason: str
) -> None:
    """Let a school go on with package ``number``, whatever it names as its predecessor.

    For a package that is lost for good: nothing could follow it otherwise.

    Args:
        store: The bureau's store.
        school: Code of the school.
        number: Number of the package to be taken next.
        actor: The officer.
        reason: Why, for the journal.

    Raises:
        Refused: The officer may not.
        storage.errors.StoreRefusal: The number was taken already, the school is unknown, or no reason
            is given.

    """
    require(store, actor, Right.INTAKE)
    store.chain.restart(school, number, actor=actor, reason=reason)


def _number(record: PackageRecord) -> int:
    return record.number
