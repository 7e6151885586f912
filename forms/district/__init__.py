"""The district as a whole: its own form, its items, and every-school checks (forms catalogue 4.7).

    verdict = judge(sheet, schools=schools, evaluation=evaluation)
    verdict.passes, verdict.items["D_G3"].failing

The sheet is the form the bureau fills, opened with the schools in its context; a school whose return
is not accepted is among them and knows nothing, so whatever needs it stays unknown.
"""

from forms.district.school import DistrictSchool, SchoolScope
from forms.district.verdict import DistrictItem, DistrictVerdict, judge

__all__ = ["DistrictItem", "DistrictSchool", "DistrictVerdict", "SchoolScope", "judge"]
