"""Find the figures a person names: a school by code or name, an indicator by L1 … L7 or its id."""

from collections.abc import Sequence

from forms.evaluation import INDICATORS, DistrictEvaluation, FigureKey, SchoolResult
from forms.indicator import Indicator
from operations.bureau.evaluation.drilldown import Figure, check_of, figure_of
from operations.bureau.evaluation.evaluate import counts, evaluate_store
from operations.bureau.returns.school_file import SchoolFile, read_school_file
from operations.errors import Refused
from operations.packs.bundled import bundled_pack
from storage.bureau.roster import School
from storage.bureau.store import BureauStore

_SHOWN = 5


def find_figures(store: BureauStore, school: str, indicator: str) -> tuple[Figure, ...]:
    """Find one indicator of one school, of each level and campus that has it.

    Args:
        store: The bureau's store; read-only will do.
        school: 学校标识码, or the whole name where only one school has it.
        indicator: ``L1`` to ``L7`` (every level), or the id of a school's indicator of the pack.

    Returns:
        The figures in the order of the evaluation, at least one.

    Raises:
        Refused: There is no such school or indicator, nothing was delivered or what was has been
            sent back, the school takes no part, or the kept package does not hold.

    """
    listed = find_school(store, school)
    wanted = _indicators(indicator)
    file = read_school_file(store, listed.code)
    if file.newest is None:
        raise Refused(f"{_named(listed)}还没有上报，没有可以查看的数。")
    if not counts(file.newest.state):
        raise Refused(f"{_named(listed)}的上报包已退回，等学校重新上报后再查看。")
    if wanted[0].standard is not None:
        return _of_the_seven(store, listed, file, wanted)
    found = check_of(wanted[0], listed.name, file)
    if found is None:
        raise Refused(f"{_named(listed)}保存的上报包不能查看：{file.fault}")
    return (found,)


def find_school(store: BureauStore, text: str) -> School:
    """Find a school of the roster by its code, or by its whole name where only one has it.

    Raises:
        Refused: None has it, or several.

    """
    schools, text = store.roster.all(), text.strip()
    found = [one for one in schools if text in {one.code, one.name}]
    if len(found) == 1:
        return found[0]
    near = found or [one for one in schools if text and text in one.name]
    names = "、".join(_named(one) for one in near[:_SHOWN])
    if found:
        raise Refused(f"有 {len(found)} 所学校叫“{text}”：{names}。请改用学校标识码。")
    hint = f"名称里有这几个字的：{names}。" if names else ""
    raise Refused(f"名册中没有学校“{text}”，请写学校标识码或全称。{hint}")


def _indicators(text: str) -> tuple[Indicator, ...]:
    """All levels of one of the seven, or the one indicator of this id."""
    known, text = bundled_pack().indicator_by_id, text.strip()
    if text.upper() in INDICATORS:
        return tuple(one for name, one in known.items() if name.startswith(f"{text.upper()}_"))
    found = known.get(text)
    if found is None:
        raise Refused(f"表册中没有指标“{text}”，请写 L1 至 L7，或表册里的指标编号。")
    if found.scope == "district":
        raise Refused(f"“{found.label}”（{text}）是全区的指标，请看全区评估。")
    return (found,)


def _of_the_seven(
    store: BureauStore, school: School, file: SchoolFile, wanted: Sequence[Indicator]
) -> tuple[Figure, ...]:
    evaluation, ids = evaluate_store(store), {one.id for one in wanted}
    found = tuple(
        figure
        for result in _results(evaluation, school.code)
        for key in (FigureKey(result.unit.key, place) for place in range(len(INDICATORS)))
        if key.indicator in ids and (figure := figure_of(result, key, file)) is not None
    )
    if found:
        return found
    for excluded in evaluation.excluded:
        if excluded.code == school.code:
            raise Refused(f"{_named(school)}不参加七项指标的评估：{excluded.reason.label}。")
    labels = "、".join(f"“{one.label}”" for one in wanted)
    raise Refused(f"{_named(school)}没有{labels}：没有这个学段的学生。")


def _results(evaluation: DistrictEvaluation, school: str) -> list[SchoolResult]:
    return [
        result
        for level in evaluation.levels.values()
        for result in level.schools
        if result.unit.code == school
    ]


def _named(school: School) -> str:
    return f"{school.name}（{school.code}）"
