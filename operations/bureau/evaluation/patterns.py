"""Read what patterns are looked for in: the newest return of every school, beside last year's."""

from collections.abc import Iterator

from exporters.strict_json import decode
from forms.live.last_year import CHANGE_LIMIT, limit_of
from forms.patterns import Pattern, Patterns, SeenReturn, find_patterns, seen_return
from forms.patterns.returned import number_in
from forms.spec import Pack
from forms.values import Number
from operations.bureau.evaluation.evaluate import counts, district_settings
from operations.bureau.returns.last_year import last_figures_of
from operations.packs.bundled import bundled_pack
from storage.bureau.store import BureauStore


def read_patterns(store: BureauStore) -> Patterns:
    """Look at the newest return of every school of the list; what was sent back is left out.

    Args:
        store: The bureau's store; read-only will do.

    """
    pack = bundled_pack()
    limit = limit_of(district_settings(store).get(CHANGE_LIMIT))
    return find_patterns(list(_returns(store, pack)), pack=pack, change_limit=limit)


def _returns(store: BureauStore, pack: Pack) -> Iterator[SeenReturn]:
    for status in store.packages.statuses():
        if status.package is None or not status.active or not counts(status.state):
            continue
        content = store.packages.document(status.package.identity)
        if content is not None:
            yield seen_return(
                decode(content, multiline=True),
                code=status.school_code,
                name=status.school_name,
                pack=pack,
                last=_last(store, status.school_code, pack),
            )


def _last(store: BureauStore, school: str, pack: Pack) -> dict[str, Number]:
    """Last year's numbers as the bureau keeps them."""
    texts = last_figures_of(store, school).fields
    found = {
        name: number_in(text)
        for name, text in texts.items()
        if name in pack.fields and pack.fields[name].type.is_numeric
    }
    return {name: number for name, number in found.items() if number is not None}


def patterns_json(patterns: Patterns) -> dict[str, object]:
    """Write patterns as the object of ``bureau patterns --json``."""
    return {
        "schools": patterns.schools,
        "patterns": [_pattern_json(one) for one in patterns.found],
        "notes": list(patterns.notes),
    }


def _pattern_json(pattern: Pattern) -> dict[str, object]:
    return {
        "id": pattern.id,
        "kind": pattern.kind.value,
        "title": pattern.title,
        "sentence": pattern.sentence,
        "advice": pattern.advice,
        "schools": [
            {"code": one.school, "name": one.name, "address": one.address, "said": one.said}
            for one in pattern.places
        ],
    }
