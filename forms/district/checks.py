"""The checks of single schools, and what they come to over all of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from forms.district.school import DistrictSchool
from forms.expr.logic import conjunction
from forms.indicator import Indicator, Method
from forms.spec import Pack
from forms.values import NA, Maybe


def checks_of(pack: Pack) -> tuple[Indicator, ...]:
    """The checks of one school that are true or false: neither figures nor verdicts on figures."""
    return tuple(
        indicator
        for indicator in pack.indicators
        if indicator.scope == "school"
        and indicator.method is Method.EXPRESSION
        and indicator.decimals is None
        and indicator.standard is None
    )


@dataclass(frozen=True)
class Checked:
    """What the checks found, school by school.

    Attributes:
        schools: All schools, by 学校标识码.
        answers: Check id → one answer per school, in the same order: true, false, ``None`` unknown,
            ``NA`` not applicable.

    """

    schools: Sequence[DistrictSchool]
    answers: Mapping[str, Sequence[Maybe]]

    def with_answer(
        self, checks: Iterable[str], *, answer: bool | None, among: Iterable[str] | None = None
    ) -> tuple[DistrictSchool, ...]:
        """The schools that give an answer to several checks taken together (Kleene's *and*).

        Args:
            checks: Ids of the checks; one that is not applicable asks nothing of a school.
            answer: True, false or unknown.
            among: Codes of the schools that count; all by default.

        """
        ids = list(checks)
        counted = None if among is None else set(among)
        return tuple(
            school
            for place, school in enumerate(self.schools)
            if (counted is None or school.code in counted)
            and self._applies(ids, place)
            and self.together(ids, place) is answer
        )

    def together(self, checks: Iterable[str], place: int) -> bool | None:
        """What several checks come to for one school."""
        found = (self.answers[name][place] for name in checks)
        together = conjunction(answer for answer in found if answer is not NA)
        return together if isinstance(together, bool) else None

    def _applies(self, checks: Sequence[str], place: int) -> bool:
        return any(self.answers[name][place] is not NA for name in checks)


def check_schools(pack: Pack, schools: Sequence[DistrictSchool]) -> Checked:
    """Run every check on every school."""
    return Checked(
        schools,
        {
            check.id: tuple(check.expression.evaluate(school.scope) for school in schools)
            for check in checks_of(pack)
        },
    )
