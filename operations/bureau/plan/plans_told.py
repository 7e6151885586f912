"""Plans as the command line and the window tell them: sentences and JSON."""

from fractions import Fraction

from forms.evaluation.to_json import number
from forms.plan.comparing import StepCame
from forms.plan.lines import PlanLine, bound_sentence, outlook_sentences
from forms.plan.plan import Outlook
from forms.rounding import shortest
from operations.bureau.plan.plans import PlanView

_WAN = 10_000


def view_sentences(view: PlanView) -> list[str]:
    """The district before and after, how good the plan is, what it costs."""
    before, after = Outlook.of(view.before), Outlook.of(view.after)
    return [
        *outlook_sentences(before, after),
        *(bound_sentence(bound) for bound in view.plan.bounds),
        f"费用按单价估算，合计 {shortest(view.cost / _WAN, 2)} 万元。",
    ]


def view_json(view: PlanView, *, short: bool = False) -> dict[str, object]:
    """A plan and what it does; ``short`` leaves out the single steps."""
    plan = view.plan
    data: dict[str, object] = {
        "name": plan.name,
        "period": plan.period,
        "made": plan.made,
        "count": len(view.lines),
        "cost": number(view.cost),
        "before": _outlook_json(Outlook.of(view.before)),
        "after": _outlook_json(Outlook.of(view.after)),
        "bounds": [
            {
                "level": bound.goal[0].value,
                "indicator": f"L{bound.goal[1] + 1}",
                "planned": number(bound.planned),
                "least": number(bound.least),
                "spared": bound.spared,
            }
            for bound in plan.bounds
        ],
    }
    if not short:
        data["steps"] = [_line_json(line) for line in view.lines]
    return data


def came_json(line: PlanLine, came: StepCame) -> dict[str, object]:
    """What became of a step."""
    return {
        **_line_json(line),
        "then": _figure(came.then),
        "asked": _figure(came.asked),
        "now": _figure(came.now),
        "came": came.came.value,
    }


def came_sentence(came: StepCame) -> str:
    """The same in words: 做到一部分（现在是 5）."""
    now = "" if came.now is None else f"（现在是 {shortest(Fraction(came.now), 2)}）"
    return f"{came.came.label}{now}。"


def _figure(value: object) -> object:
    return number(value) if isinstance(value, Fraction) else value


def _line_json(line: PlanLine) -> dict[str, object]:
    return {
        "school": line.school,
        "name": line.name,
        "sentence": line.sentence,
        "before": line.before,
        "after": line.after,
        "cost": number(line.cost),
    }


def _outlook_json(outlook: Outlook) -> dict[str, object]:
    return {
        "passes": outlook.passes,
        "levels": {
            section.value: {
                "schools": level.schools,
                "passing": level.passing,
                "cv": [cv or None for cv in level.cvs],
                "kept": list(level.kept),
                "reached": list(level.reached),
            }
            for section, level in outlook.levels.items()
        },
    }
