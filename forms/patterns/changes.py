"""Large changes against last year."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from forms.patterns.far import amount, is_small
from forms.patterns.pattern import Pattern, PatternKind, PatternPlace
from forms.patterns.returned import SeenReturn
from forms.places import place_of
from forms.rounding import rounded, shortest
from forms.spec import Field, Pack
from forms.values import Number


@dataclass(frozen=True, slots=True)
class _Changed:
    """A figure of a school in both years."""

    school: SeenReturn
    last: Number
    now: Number

    @property
    def share(self) -> Fraction | None:
        """By how many percent of last year's figure it moved; ``None`` from nothing at all."""
        return (
            Fraction(self.now - self.last) * 100 / abs(Fraction(self.last)) if self.last else None
        )

    @property
    def order(self) -> tuple[bool, Fraction]:
        """The farther it moved the later, from nothing at all last."""
        return self.share is None, abs(self.share or Fraction(self.now))


def large_changes(returns: Sequence[SeenReturn], pack: Pack, limit: Number) -> Iterator[Pattern]:
    """Find figures that moved by more than ``limit`` percent, those of most schools first."""
    found: defaultdict[str, list[_Changed]] = defaultdict(list)
    for one in returns:
        for name in one.figures.keys() & one.last.keys():
            changed = _Changed(one, one.last[name], one.figures[name])
            share = changed.share
            is_large = bool(changed.now) if share is None else abs(share) > limit
            if is_large and not is_small(pack.fields[name], changed.last, changed.now):
                found[name].append(changed)
    for name in sorted(found, key=lambda name: (-len(found[name]), name)):
        ranked = sorted(found[name], key=lambda one: one.order, reverse=True)
        yield _pattern(pack.fields[name], ranked, pack, limit)


def _pattern(field: Field, ranked: Sequence[_Changed], pack: Pack, limit: Number) -> Pattern:
    first = ranked[0]
    return Pattern(
        PatternKind.CHANGE,
        field.id,
        place_of(pack, field.id),
        f"{len(ranked)} 所比上年变动超过 {shortest(limit, 1)}%，最大的是{first.school.name}："
        f"{_said(field, first)}",
        tuple(
            PatternPlace(one.school.code, one.school.name, field.id, _said(field, one))
            for one in ranked
        ),
        f"【{field.label}】与上年相比变动很大，请核对有没有填错；属实的请写明原因。",
    )


def _said(field: Field, one: _Changed) -> str:
    moved = f"上年 {amount(field, one.last)}，今年 {amount(field, one.now)}"
    if one.share is None:
        return f"{moved}，上年为 0"
    sign = "+" if one.share > 0 else ""
    return f"{moved}，{sign}{rounded(one.share, 1)}%"
