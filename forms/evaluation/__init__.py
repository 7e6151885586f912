"""Evaluation of a district on the seven 资源配置 indicators (forms catalogue 4).

    evaluation = evaluate(rows, pack=pack, settings=context.settings)
    evaluation.passes, evaluation.levels[Section.PRIMARY].coefficients[4].cv

Exact throughout: whole numbers and fractions; nothing is rounded before it is compared.
"""

from forms.evaluation.coefficient import Coefficient
from forms.evaluation.district import DistrictEvaluation, evaluate
from forms.evaluation.gap import Gap, gap
from forms.evaluation.keys import FigureKey, UnitKey
from forms.evaluation.level import LevelEvaluation
from forms.evaluation.per_pupil import PerPupil
from forms.evaluation.raw import LEVELS, RawSchool
from forms.evaluation.raw_columns import RawColumns
from forms.evaluation.resources import INDICATORS, Relaxations
from forms.evaluation.returns import raw_rows
from forms.evaluation.standards import Standards
from forms.evaluation.to_json import to_json
from forms.evaluation.units import Excluded, Reason, Unit
from forms.evaluation.verdict import VERDICT_WORDS, SchoolResult

__all__ = [
    "INDICATORS",
    "LEVELS",
    "VERDICT_WORDS",
    "Coefficient",
    "DistrictEvaluation",
    "Excluded",
    "FigureKey",
    "Gap",
    "LevelEvaluation",
    "PerPupil",
    "RawColumns",
    "RawSchool",
    "Reason",
    "Relaxations",
    "SchoolResult",
    "Standards",
    "Unit",
    "UnitKey",
    "evaluate",
    "gap",
    "raw_rows",
    "to_json",
]
