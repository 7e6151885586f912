"""Checking a whole return, beside some of the same rules written by hand."""

from collections.abc import Callable, Mapping
from time import process_time

from forms.live.engine import make_context
from forms.values import NA, Maybe
from tests.bench.measure import Row, compared, in_turns, median, milliseconds
from tests.bench.samples import PERIOD, engine, example_sheet
from tests.bench.written_by_hand import RULES

_REPEATS = 40


def rows() -> list[Row]:
    """The rules that were written by hand, and what a whole check takes."""
    sheet = example_sheet()
    scope = sheet.scope
    chosen = [rule for rule in engine().pack.rules if (rule.id, rule.section) in RULES]
    conditions = [rule.condition for rule in chosen]
    by_hand = [RULES[rule.id, rule.section] for rule in chosen]
    names = sorted({name for condition in conditions for name in condition.names})
    values = {name: scope.value(name) for name in names if "." in name}
    _agree(values, by_hand, [condition.evaluate(scope) for condition in conditions])

    def floor() -> None:
        for _ in range(_REPEATS):
            for rule in by_hand:
                rule(values)

    def program() -> None:
        for _ in range(_REPEATS):
            for condition in conditions:
                condition.fails(scope)  # what a check asks of a rule

    times = in_turns(floor, program, rounds=15, clock=process_time)
    context = make_context(engine().pack, period=PERIOD)
    times_of_all = [
        milliseconds(lambda: engine().open(sheet.record, context), process_time) for _ in range(7)
    ]
    return [
        compared(
            "check",
            f"校验规则（手写过的 {len(chosen)} 条）",
            "同样的规则手写成 Python lambda",
            times,
            1.8,
            per=_REPEATS,
            note=(
                f"打开一份填报表并全部检查一遍（解析、计算、{len(engine().pack.rules)} 条规则、指标）"
                f" {median(times_of_all):.1f} ms"
            ),
        )
    ]


def _agree(
    values: Mapping[str, Maybe],
    by_hand: list[Callable[[Mapping[str, Maybe]], bool | None]],
    found: list[Maybe],
) -> None:
    """A floor that gives other answers is no floor."""
    answers = [rule(values) for rule in by_hand]
    if answers != [None if value is NA else value for value in found]:
        message = f"{answers} by hand, {found} by the engine"
        raise AssertionError(message)
