"""Share the width of a page among the columns of a table."""

from collections.abc import Sequence


def share(natural: Sequence[float], least: Sequence[float], total: float) -> list[float]:
    """Give every column a width; together they take ``total`` exactly.

    A column that wants little gets what it wants; the rest is shared in proportion to what the
    others want. When not even the least widths fit, those are shrunk in proportion.

    Args:
        natural: Width each column would like, in points.
        least: Width below which a column becomes ugly (its longest number, say).
        total: Width there is.

    """
    if sum(natural) <= total:
        spare = total - sum(natural)
        return [wish + spare * wish / sum(natural) for wish in natural]
    if sum(least) >= total:
        return [width * total / sum(least) for width in least]
    # Between the two: shrink all wishes by one common factor, but none below its least.
    settled: dict[int, float] = {}
    while True:
        open_columns = [index for index in range(len(natural)) if index not in settled]
        room = total - sum(settled.values())
        factor = room / sum(natural[index] for index in open_columns)
        tight = [index for index in open_columns if natural[index] * factor < least[index]]
        if not tight:
            shrunk = {index: natural[index] * factor for index in open_columns}
            return [settled.get(index, shrunk.get(index, 0.0)) for index in range(len(natural))]
        settled.update((index, least[index]) for index in tight)
