"""Rules that fire in most schools, and 说明 that stand word for word in several."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from forms.patterns.pattern import Pattern, PatternKind, PatternPlace
from forms.patterns.returned import SeenProblem, SeenReturn
from forms.places import place_of
from forms.record import split_address
from forms.rounding import rounded
from forms.spec import Pack

MOST: Final = Fraction(1, 2)
"""A rule that fires in a larger share of the schools is told of."""
_LEAST: Final = 3
"""Schools below which most of them say nothing."""
_NOW: Final = "（现为"
"""What a sentence goes on with: the values of one school."""


def frequent_rules(returns: Sequence[SeenReturn], pack: Pack) -> Iterator[Pattern]:
    """Find rules that fire in most schools, the most frequent first."""
    found: defaultdict[str, list[tuple[SeenReturn, list[SeenProblem]]]] = defaultdict(list)
    for one in returns:
        fired: defaultdict[str, list[SeenProblem]] = defaultdict(list)
        for problem in one.problems:
            fired[problem.rule].append(problem)
        for rule, problems in fired.items():
            found[rule].append((one, problems))
    # The rule of another section of schooling has the same number and names other fields.
    messages = {
        rule.id: rule.message
        for rule in pack.rules
        if rule.section is None and "{" not in rule.message
    }
    for rule, schools in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        share = Fraction(len(schools), len(returns))
        if len(returns) < _LEAST or share <= MOST:
            continue
        text = messages.get(rule) or schools[0][1][0].message.partition(_NOW)[0]
        number, _, about = rule.partition("@")
        title = number
        if about:
            title = f"基本校验 {number[1:]} {place_of(pack, about.rstrip('.'))}"
        yield Pattern(
            PatternKind.RULE,
            rule,
            title,
            f"{len(returns)} 所中 {len(schools)} 所触发（{rounded(share * 100, 1)}%），"
            f"规则可能有误或被误读：{text}",
            tuple(_fired(one, problems) for one, problems in schools),
            f"请核对：{text}",
        )


def _fired(one: SeenReturn, problems: Sequence[SeenProblem]) -> PatternPlace:
    said = problems[0].message
    if len(problems) > 1:
        said = f"{len(problems)} 处，例如：{said}"
    return PatternPlace(one.code, one.name, problems[0].address, said)


def repeated_texts(returns: Sequence[SeenReturn], pack: Pack) -> Iterator[Pattern]:
    """Find 说明 that several schools have word for word, those of most schools first."""
    found: defaultdict[str, dict[str, PatternPlace]] = defaultdict(dict)
    for one in returns:
        addresses = {problem.key: problem.address for problem in one.problems}
        for key, text in one.justifications.items():
            address = addresses.get(key, "")
            head = split_address(address)[0]
            said = f"用在{place_of(pack, head) or key}"
            place = PatternPlace(one.code, one.name, address, said)
            found[text].setdefault(one.code, place)
    several = ((text, places) for text, places in found.items() if len(places) > 1)
    for text, places in sorted(several, key=lambda item: (-len(item[1]), item[0])):
        yield Pattern(
            PatternKind.TEXT,
            text,
            f"“{text}”",
            f"{len(places)} 所学校的说明一字不差",
            tuple(places.values()),
            "这条说明不像是按本校情况写的，请写明本校的原因、数字、日期或文号。",
        )
