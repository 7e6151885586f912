"""What is the matter with a store itself: in use, damaged, of another kind or of another version."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from forms.quoting import shortened
from storage.address import StorePlace
from storage.errors.kinds import EnvironmentProblem


class StoreLocked(EnvironmentProblem):
    """Another program has the store open for writing.

    Attributes:
        holder: User name of whoever opened it, ``""`` if the lock does not say.
        machine: Name of that computer.
        since: When it was opened (UTC), or ``None``.

    """

    def __init__(self, path: Path, *, holder: str, machine: str, since: datetime | None) -> None:
        who = f"{holder or '另一个程序'}（电脑 {machine or '未知'}"
        when = f"，自 {since.astimezone():%Y-%m-%d %H:%M:%S} 起" if since else ""
        super().__init__(
            path,
            f"“{path.name}”正被{who}{when}）打开。请先在那里关闭，再打开；也可以只读方式查看。",
        )
        self.holder = holder
        self.machine = machine
        self.since = since


class AlreadyThere(EnvironmentProblem):
    """A new store would overwrite a file."""

    def __init__(self, path: StorePlace) -> None:
        super().__init__(path, f"“{path}”已经存在。请换一个文件名，或直接打开它。")


class StoreDamaged(EnvironmentProblem):
    """SQLite finds the file damaged.

    Attributes:
        backups: Backups found beside it, newest first.

    """

    def __init__(self, path: StorePlace, backups: Sequence[Path] = ()) -> None:
        if backups:
            advice = (
                f"最近的备份是“{backups[0]}”，共 {len(backups)} 个。"
                "请从备份恢复，不要把备份直接盖在原文件上。"
            )
        else:
            advice = "旁边没有找到备份。请不要再写入这个文件，并联系技术支持。"
        super().__init__(path, f"“{path.name}”{self._finding()}{advice}")
        self.backups = tuple(backups)

    def _finding(self) -> str:
        return "已损坏，不能打开。"


class UnreadableValue(StoreDamaged):
    """A value in the store is not what the program writes there.

    Attributes:
        table: Name of the table.
        column: Name of the column.

    """

    def __init__(
        self, path: StorePlace, table: str, column: str, backups: Sequence[Path] = ()
    ) -> None:
        self.table = table
        self.column = column
        super().__init__(path, backups)

    def _finding(self) -> str:
        return (
            f"中表 {self.table} 的列 {self.column} 有读不懂的内容，"
            "文件可能已损坏，或被其他程序改动过。"
        )


class PlantedPart(StoreDamaged):
    """Another program put a trigger or a view into the store.

    Attributes:
        name: What it is called.

    """

    def __init__(self, path: StorePlace, name: str, backups: Sequence[Path] = ()) -> None:
        self.name = name
        super().__init__(path, backups)

    def _finding(self) -> str:
        return (
            f"里有别的程序加进去的触发器或视图（{shortened(self.name, 40)}），一写入就会连带改动别的内容，"
            "所以不打开。请保留这个文件备查。"
        )


class NotOurFile(EnvironmentProblem):
    """The file is something else."""

    def __init__(self, path: StorePlace, wanted: str) -> None:
        super().__init__(path, f"“{path.name}”不是优衡填报的{wanted}文件。请选择正确的文件。")


class NewerVersion(EnvironmentProblem):
    """The store was made by a program too new for this one."""

    def __init__(self, path: StorePlace, *, found: int, known: int) -> None:
        super().__init__(
            path,
            f"“{path.name}”由更新版本的程序建立（文件格式 {found // 1000}，本程序只认识到"
            f" {known // 1000}）。请先升级本程序；现在可以只读查看。文件没有改动。",
        )


class NeedsUpgrade(EnvironmentProblem):
    """An older store was opened read-only; it has to be upgraded first."""

    def __init__(self, path: StorePlace) -> None:
        super().__init__(
            path,
            f"“{path.name}”是旧版本的文件，只读方式不能升级它。请用可写方式打开一次，升级前会自动备份。",
        )


class BackupFailed(EnvironmentProblem):
    """A backup was written but does not agree with the store."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, f"备份“{path.name}”写入后核对不一致，已放弃这份备份。请换一个位置重试。"
        )
