"""学段: the sections of schooling, two of which are evaluated."""

from enum import StrEnum


class Section(StrEnum):
    """学段, sections of schooling. ``primary`` and ``junior`` are also the two evaluated levels."""

    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"

    @property
    def label(self) -> str:
        """小学, 初中 or 高中."""
        return {"primary": "小学", "junior": "初中", "senior": "高中"}[self.value]
