"""Move a bureau's whole store between a file and a server, and prove that nothing was lost."""

from dataclasses import dataclass

from operations.bureau.evaluation.evaluate import evaluate_store
from operations.errors import Refused
from storage.address import StorePlace
from storage.bureau.store import BureauStore


@dataclass(frozen=True, slots=True)
class CopiedBureau:
    """What was copied, and found equal on both sides.

    Attributes:
        rows: Rows of all tables.
        packages: Packages taken, each with the same identity.
        entries: Entries of the journal, which ends in the same hash.
        schools: Schools evaluated, each figure equal to the last digit.

    """

    rows: int
    packages: int
    entries: int
    schools: int


def copy_bureau(origin: StorePlace, target: StorePlace) -> CopiedBureau:
    """Copy a store to where there is none; the one that is copied stays as it is.

    The proof is made before the copy is kept: if it fails, or anything ends the program, there is
    no copy.

    Raises:
        Refused: The copy is not equal to the store.
        storage.errors.EnvironmentProblem: There is something at the target, or one of the two cannot
            be read or written.

    """
    with (
        BureauStore.open(origin, read_only=True) as store,
        store.copying(target) as (copy, copied),
    ):
        here, there = evaluate_store(store), evaluate_store(copy)
        packages = [record.identity for record in store.packages.all()]
        if here != there or packages != [record.identity for record in copy.packages.all()]:
            raise Refused("复制的库与原来的库不一致，没有留下。请让别的程序都关闭后再复制一次。")
        if not copy.verify_journal().intact:
            raise Refused("原来的库日志不完整，没有复制。请先核对它的操作记录是否完整。")
        levels = here.levels.values()
        return CopiedBureau(
            rows=sum(copied.rows.values()),
            packages=len(packages),
            entries=copied.head.seq,
            schools=sum(len(level.schools) for level in levels),
        )
