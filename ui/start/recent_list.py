"""The stores opened lately, one row each: name, kind, when it was last changed, folder."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from ui.kinds import SCHOOL, kind_of
from ui.models.row_list import Row, RowLook
from ui.parts.row_list import RowList


class RecentList(RowList):
    """Enter or a click opens the store; the payload is its path."""

    def show_paths(self, paths: Sequence[Path]) -> None:
        """Show these stores."""
        self.show_rows([Row(_look(path), path) for path in paths])
        self.fit_height()


def _look(path: Path) -> RowLook:
    kind = kind_of(path) or SCHOOL
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    return RowLook(
        path.stem,
        subtitle=f"{kind.side}　{path.parent}",
        icon=kind.icon,
        trailing=f"{changed:%Y-%m-%d %H:%M}",
    )
