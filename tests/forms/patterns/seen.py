"""Returns for the tests of patterns."""

from collections.abc import Mapping, Sequence

from forms.patterns import Patterns, SeenReturn, find_patterns
from forms.patterns.returned import SeenProblem
from forms.values import Number
from tests.forms.samples.full_pack import pack

PUPILS = "pupils.enrolled_total"


def seen(
    code: int,
    figures: Mapping[str, Number] | None = None,
    *,
    kind: str = "211",
    pupils: int | None = 700,
    last: Mapping[str, Number] | None = None,
    problems: Sequence[SeenProblem] = (),
    justifications: Mapping[str, str] | None = None,
    tables: Mapping[str, tuple[tuple[str, ...], ...]] | None = None,
) -> SeenReturn:
    """One return; primary schools of 700 pupils unless it is said otherwise."""
    known = {} if pupils is None else {PUPILS: pupils}
    return SeenReturn(
        f"21421{code:05d}",
        f"第{code}学校",
        tuple(problems),
        justifications or {},
        {**known, **(figures or {})},
        last or {},
        tables or {},
        kind,
    )


def problem(rule: str, address: str, message: str, instance: str = "") -> SeenProblem:
    return SeenProblem(rule, f"{rule}@{instance}" if instance else rule, address, message)


def found(*returns: SeenReturn, limit: int = 20) -> Patterns:
    return find_patterns(returns, pack=pack(), change_limit=limit)
