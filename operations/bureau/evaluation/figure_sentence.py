"""What one of the seven figures says in a sentence: how it comes about, what is asked, what is missing."""

from forms.evaluation import INDICATORS, SchoolResult, gap
from forms.evaluation.gap import MEASURES, rounded_up
from forms.evaluation.resources import FACTORS, FIRST_SHARED, as_fraction
from forms.indicator import Indicator
from forms.indicator_value import IndicatorState
from forms.rounding import shortest
from operations.packs.bundled import seven_names

_DECIMALS = 2


def figure_sentence(result: SchoolResult, indicator: Indicator) -> str:
    """Say how a figure was calculated, its lines, and what the section still needs.

    Args:
        result: The section, judged.
        indicator: One of its seven indicators.

    """
    place = INDICATORS.index(indicator.id.partition("_")[0])
    line = result.lines[place]
    text = (
        f"{indicator.label}：{_formula(result, place)}标准 "
        f"{shortest(line.reached, 2)}，85% 为 {shortest(line.ge85, 4)}。"
    )
    missing = lacking(result, place)
    return f"{text}还需要 {missing}才能达标。" if missing else text


def lacking(result: SchoolResult, place: int) -> str:
    """What a section still needs to reach a standard (``12 名…``); ``""`` if it does, or is unknown.

    Args:
        result: The section, judged.
        place: 0 for L1 … 6 for L7.

    """
    missing = gap(result, place)
    if missing is None or result.states[place] is IndicatorState.REACHED:
        return ""
    amount = shortest(rounded_up(missing.to_reach, place), _DECIMALS)
    return f"{amount} {_counted(place)}"


def _counted(place: int) -> str:
    return f"{MEASURES[place][0]}{seven_names()[place].thing}"


def _formula(result: SchoolResult, place: int) -> str:
    unit, resource = result.unit, result.unit.resources[place]
    if resource is None or not unit.pupils:
        return ""
    amount = shortest(as_fraction(resource), _DECIMALS)
    times = f" × {FACTORS[place]}" if FACTORS[place] != 1 else ""
    text = f"{amount} {_counted(place)} ÷ {unit.pupils} 名学生{times}。"
    if unit.portion is not None and place >= FIRST_SHARED and as_fraction(unit.portion) != 1:
        part = shortest(100 * as_fraction(unit.portion), _DECIMALS)
        text += f"与其他学段共用，本学段按学生数折算分得 {part}%。"
    return text
