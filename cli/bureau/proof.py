"""Proofs for the bureau: figures against the signed bytes, journals from package to package."""

from dataclasses import replace

from cli.bureau.results import evaluation_lines
from cli.output import Exit, Result, say
from operations.bureau import store as bureau_store
from operations.bureau.evaluation import evaluate as bureau_evaluate
from operations.bureau.evaluation.recompute import recompute
from operations.bureau.intake.journal_continuity import journal_breaks
from operations.bureau.records import BureauStore
from operations.store_place import StorePlace


def recomputed(place: StorePlace) -> Result:
    """``bureau evaluate --from-packages``: exit 1 if the store differs from what was signed."""
    with bureau_store.open_bureau(place, read_only=True) as store:
        found = recompute(
            store, progress=lambda done, total, school: say(f"[{done}/{total}] {school}")
        )
    data = {
        **bureau_evaluate.as_json(found.evaluation),
        "packages": found.packages,
        "agrees": not found.differences,
        "differences": [
            {
                "school": item.school,
                "number": item.number or None,
                "where": item.where,
                "message": item.message,
            }
            for item in found.differences
        ],
    }
    lines = evaluation_lines(found.evaluation)
    lines.extend(item.message for item in found.differences)
    if found.differences:
        lines.append(f"库中有 {len(found.differences)} 处与签名的数据不同，见上。")
    else:
        lines.append(f"从 {found.packages} 份签名的上报包重新计算，每个数都与库中相同。")
    return Result(data, lines, Exit.REFUSED if found.differences else Exit.DONE)


def with_breaks(result: Result, store: BureauStore) -> Result:
    """Add to ``bureau history --verify`` where journals of schools were not carried on."""
    breaks = journal_breaks(store)
    data = {
        **result.data,
        "breaks": [
            {
                "school": item.school,
                "before": item.before,
                "after": item.after,
                "message": item.message,
            }
            for item in breaks
        ],
    }
    lines = [*result.lines, *(f"{item.message}。" for item in breaks)]
    code = Exit.REFUSED if breaks else result.code
    return replace(result, data=data, lines=lines, code=code)
