"""Everything that is odd in a district."""

from collections.abc import Sequence
from dataclasses import dataclass

from forms.patterns.changes import large_changes
from forms.patterns.copies import copied_tables
from forms.patterns.far import far_figures, groups_of, how_far, too_small
from forms.patterns.often import frequent_rules, repeated_texts
from forms.patterns.pattern import Pattern, PatternKind
from forms.patterns.returned import SeenReturn
from forms.spec import Pack
from forms.values import Number


@dataclass(frozen=True)
class Patterns:
    """What was found.

    Attributes:
        schools: How many returns were looked at.
        found: Kind by kind, in the order of :class:`~forms.patterns.pattern.PatternKind`.
        notes: What was not compared, and why (Chinese sentences).

    """

    schools: int
    found: tuple[Pattern, ...]
    notes: tuple[str, ...]

    def of(self, kind: PatternKind) -> tuple[Pattern, ...]:
        """Those of one kind."""
        return tuple(one for one in self.found if one.kind is kind)

    @property
    def sentence(self) -> str:
        """Say how much of each kind there is."""
        if not self.schools:
            return "还没有已接收的上报包，没有可以比较的内容。"
        counts = [f"{kind.label} {len(self.of(kind))} 条" for kind in PatternKind if self.of(kind)]
        said = "，".join(counts) or "没有发现异常"
        return f"看了 {self.schools} 所学校的填报表：{said}。"


def find_patterns(returns: Sequence[SeenReturn], *, pack: Pack, change_limit: Number) -> Patterns:
    """Look at all returns at once.

    Args:
        returns: One of each school.
        pack: Names everything.
        change_limit: From how many percent a change is large.

    """
    groups = groups_of(returns, pack)
    copies, notes = copied_tables(returns, pack)
    unknown = len(returns) - sum(len(group.members) for group in groups)
    if unknown:
        notes.insert(0, f"{unknown} 所没有办学类型或学生数，没有与同类学校比较。")
    without = sum(not one.last for one in returns)
    if without:
        notes.insert(0, f"{without} 所没有上年的数，没有与上年比较。")
    return Patterns(
        len(returns),
        (
            *frequent_rules(returns, pack),
            *repeated_texts(returns, pack),
            *far_figures(groups, pack),
            *large_changes(returns, pack, change_limit),
            *copies,
        ),
        tuple(filter(None, (how_far(groups), too_small(groups), *notes))),
    )
