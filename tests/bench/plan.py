"""Planning ten thousand schools, the least that mends them all, beside the evaluation of the same."""

from fractions import Fraction
from time import process_time

from forms.evaluation import DistrictEvaluation, RawColumns, evaluate
from forms.plan.mending import EVERYTHING
from forms.plan.offer import least_additions
from forms.plan.things import THINGS
from operations.bureau.evaluation.evaluate import StoredDistrict, evaluate_store
from operations.packs.bundled import bundled_pack
from storage.bureau.store import BureauStore
from tests.bench.evaluation import SCHOOLS, many_schools
from tests.bench.measure import Row, compared, in_turns


def rows() -> list[Row]:
    """One row."""
    prices = [Fraction(thing.price) for thing in THINGS]
    with BureauStore.open(many_schools()) as store:
        raw = StoredDistrict.of(store).raw

        steps: list[int] = []

        def plan() -> None:
            offer = least_additions(raw, EVERYTHING, evaluate=_again, prices=prices, spare=True)
            steps.append(len(offer.steps))

        times = in_turns(lambda: evaluate_store(store), plan, rounds=3, clock=process_time)
    return [
        compared(
            "plan",
            f"给 {SCHOOLS} 所学校做最省的补短板方案，14 项一起，再评估一遍",
            "从库中评估同样的学校",
            times,
            10,
            note=f"方案有 {steps[-1]} 条",
        )
    ]


def _again(raw: RawColumns) -> DistrictEvaluation:
    found = evaluate(raw, pack=bundled_pack())
    _ = found.passes
    return found
