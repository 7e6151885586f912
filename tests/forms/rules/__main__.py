"""Look again for the cases that no longer work, e.g. after a change of the pack.

``python -m tests.forms.rules [FORM …]`` keeps every case that works, searches for the others, writes
``tests/data/rules/<form>.json`` and names the rules for which a case has to be written by hand.
"""

import sys
from collections.abc import Iterator, Sequence

from forms.live.engine import Sheet
from forms.spec import Rule
from tests.forms.rules.cases import Case, broken, load_cases, others, works, write_cases
from tests.forms.rules.returns import DISTRICT, descriptions, opened
from tests.forms.rules.search import search
from tests.forms.samples.full_pack import NAMES, pack


def refresh(form: str) -> list[str]:
    """Bring the cases of a form up to date; the names of those that were not found."""
    schools = [name for name in descriptions() if name != DISTRICT]
    names = [DISTRICT] if form == DISTRICT else [*NAMES, *schools]
    sheets = {name: opened(name) for name in names}
    old = {case.name: case for case in load_cases([form])}
    found: list[Case] = []
    missing: list[str] = []
    for number, rule in _rules(next(iter(sheets.values())), form):
        case = old.get(_name(rule))
        if case is None or not works(case):
            case = _search(sheets, number, rule)
        if case is None:
            missing.append(_name(rule))
        else:
            found.append(case)
    write_cases(form, found)
    return missing


def _rules(sheet: Sheet, form: str) -> Iterator[tuple[int, Rule]]:
    return ((n, plan.rule) for n, plan in enumerate(sheet.plan.rules) if plan.rule.form == form)


def _name(rule: Rule) -> str:
    return rule.id if rule.section is None else f"{rule.id}@{rule.section.value}"


def _search(sheets: dict[str, Sheet], number: int, rule: Rule) -> Case | None:
    best = search(list(sheets.values()), number)
    if best is None:
        return None
    sheet, change = best
    base = next(name for name, one in sheets.items() if one is sheet)
    section = rule.section.value if rule.section is not None else ""
    case = Case(rule.id, section, base, change.edits)
    with broken(case) as changed:
        also = others(case, changed.problems)
    return Case(rule.id, section, base, change.edits, also=also)


def main(forms: Sequence[str]) -> int:
    """Refresh some forms, or all."""
    missing = [name for form in forms or [f.id for f in pack().forms] for name in refresh(form)]
    for name in missing:
        print(f"no case found, write one by hand: {name}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
