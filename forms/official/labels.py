"""Chinese names of what the cells of the official tables were made from."""

import re
from collections.abc import Callable
from typing import Final

from forms.spec import Pack

_MEAN: Final = re.compile(r"mean_(\w+)")


def source_label(pack: Pack) -> Callable[[str], str]:
    """Return a function that names a source: field, column, table, indicator, setting or mean.

    An id the pack does not know is its own name.
    """
    names = {name: item.label for name, item in pack.fields.items()}
    for table in pack.tables.values():
        names[table.id] = table.label
        names.update(
            {f"{table.id}.{one.id}": f"{table.label}：{one.label}" for one in table.columns}
        )
    names.update({setting.id: setting.label for setting in pack.settings})
    names.update({fact.id: fact.label for fact in pack.period})
    names.update({name: indicator.label for name, indicator in pack.indicator_by_id.items()})

    def label(name: str) -> str:
        mean = _MEAN.fullmatch(name)
        if mean is not None:
            return f"{names.get(mean[1], mean[1])}：全县平均值"
        return names.get(name, name)

    return label
