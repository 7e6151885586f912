"""学段: the sections of schooling, two of which are evaluated."""

from forms.labelled_enum import LabelledEnum


class Section(LabelledEnum):
    """学段, sections of schooling. ``primary`` and ``junior`` are also the two evaluated levels."""

    PRIMARY = "primary", "小学"
    JUNIOR = "junior", "初中"
    SENIOR = "senior", "高中"
