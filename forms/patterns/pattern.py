"""One thing that is odd, and the schools in which it is seen."""

import hashlib
from dataclasses import dataclass

from forms.labelled_enum import LabelledEnum


class PatternKind(LabelledEnum):
    """What is odd."""

    RULE = "rule", "多校触发的校验"
    """A rule fires in most schools: it may be wrong, or misread."""
    TEXT = "text", "雷同的说明"
    """A 说明 stands word for word in several schools."""
    FAR = "far", "偏离同类学校"
    """A figure lies far from those of the schools of the same type and size."""
    CHANGE = "change", "比上年变动大"
    """A figure moved far since last year."""
    COPY = "copy", "雷同的表格"
    """Schools have the same table."""


@dataclass(frozen=True, slots=True)
class PatternPlace:
    """Where it is seen in one school.

    Attributes:
        school: 学校标识码.
        name: Of the school.
        address: Field, cell or table of its return.
        said: What is seen there (Chinese clause).

    """

    school: str
    name: str
    address: str
    said: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One thing that is odd.

    Attributes:
        kind: See :class:`PatternKind`.
        subject: Rule number, field or table; for a 说明 its text, for copied tables their content.
        title: What it is about, as people read it.
        sentence: What is seen.
        places: The schools, those in which it is clearest first; each of them once.
        advice: What a school may be told, without a word about other schools.

    """

    kind: PatternKind
    subject: str
    title: str
    sentence: str
    places: tuple[PatternPlace, ...]
    advice: str

    @property
    def id(self) -> str:
        """By what it is named on the command line: kind and subject, a long subject by its digest."""
        short = self.subject
        if self.kind in {PatternKind.TEXT, PatternKind.COPY}:
            short = hashlib.sha256(self.subject.encode()).hexdigest()[:8]
        return f"{self.kind}:{short}"
