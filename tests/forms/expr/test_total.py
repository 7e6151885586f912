"""Evaluation is total: random trees over random values never raise."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from forms.expr import Expression, ExpressionError, explain, parse
from forms.expr.functions import FUNCTIONS
from forms.values import NA, Attachment, Maybe
from tests.forms.expr.dict_scope import DictScope

NAMES = ("a.x", "a.y", "last.a.x", "setting.s", "period.year")
COLUMNS = ("n", "m")

values = st.one_of(
    st.none(),
    st.just(NA),
    st.booleans(),
    st.integers(),
    st.fractions(),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.sampled_from(["", "1", "12", "primary", "08:20", "2.50", "12420104MB0A12342B"]),
    st.text(max_size=5),
    st.dates(),
    st.lists(st.sampled_from(["1", "2", "b"])).map(tuple),
    st.just((Attachment("a.pdf", 1, "0" * 64),)),
)
cells = st.dictionaries(st.sampled_from(COLUMNS), values)
scopes = st.builds(
    DictScope,
    st.dictionaries(st.sampled_from(NAMES), values),
    st.dictionaries(st.sampled_from(["a.t", "last.a.t"]), st.lists(cells, max_size=3)),
    st.none() | cells,
    st.lists(st.builds(DictScope, st.dictionaries(st.sampled_from(NAMES), values)), max_size=3),
)
literals = st.sampled_from(["0", "1", "2.5", "'1'", "'08:20'", "'primary'", "True", "('1', 2)"])
leaves = st.one_of(st.sampled_from(NAMES), literals, st.sampled_from(["row.n", "row.m", "each.n"]))


def _binary(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = ["+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "and", "or"]
    return st.tuples(parts, st.sampled_from(signs), parts).map(lambda t: f"({' '.join(t)})")


def _calls(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    shapes = [(name, len(function.kinds)) for name, function in FUNCTIONS.items()]
    shapes += [("na0", 1), ("blank0", 1), ("given", 1), ("missing", 1), ("implies", 2)]
    shapes += [("largest", 2), ("smallest", 3), ("dcount", 1), ("dsum", 2)]
    plain = st.sampled_from(shapes).flatmap(
        lambda shape: st.tuples(*[parts] * shape[1]).map(
            lambda arguments: f"{shape[0]}({', '.join(arguments)})"
        )
    )
    tables = ["sum_of", "distinct_of", "max_of", "min_of", "all_of"]
    over_rows = st.tuples(st.sampled_from(tables), parts, parts).map(
        lambda t: f"{t[0]}(a.t, {t[1]}, {t[2]})"
    )
    truths = st.tuples(st.sampled_from(["count_of", "any_of", "none_of"]), parts).map(
        lambda t: f"{t[0]}(last.a.t, {t[1]})"
    )
    return plain | over_rows | truths


texts = st.recursive(
    leaves,
    lambda parts: st.one_of(
        _binary(parts),
        _calls(parts),
        parts.map(lambda part: f"(not {part})"),
        parts.map(lambda part: f"(-{part})"),
        st.tuples(parts, parts, parts).map(lambda t: f"({t[0]} if {t[1]} else {t[2]})"),
        parts.map(lambda part: f"matches({part}, '^[0-9]')"),
    ),
    max_leaves=12,
)


def _parsed(text: str) -> Expression | None:
    try:
        return parse(text)
    except ExpressionError:
        return None


@given(texts, scopes)
def test_evaluation_never_raises_and_gives_a_value(text: str, scope: DictScope) -> None:
    expression = _parsed(text)
    if expression is None:
        return
    value = expression.evaluate(scope)
    kinds = (bool, int, Fraction, Decimal, str, date, tuple)
    assert value is None or value is NA or isinstance(value, kinds)
    assert not isinstance(value, float)


@given(texts, scopes)
def test_explaining_never_raises_and_names_each_operand_once(text: str, scope: DictScope) -> None:
    expression = _parsed(text)
    if expression is None:
        return
    operands = explain(expression, scope, lambda name: (name, ""))
    assert len({operand.name for operand in operands}) == len(operands)


@given(texts)
def test_an_expression_only_reads_the_names_it_lists(text: str) -> None:
    expression = _parsed(text)
    if expression is None:
        return
    asked: set[str] = set()

    class Watched(DictScope):
        def value(self, name: str) -> Maybe:
            asked.add(name)
            return 1

    expression.evaluate(Watched(tables={"a.t": [{"n": 1}], "last.a.t": [{}]}, row={}))
    assert asked <= expression.names


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_column(text: str) -> None:
    column, message = 1, text
    try:
        message = parse(text).text
    except ExpressionError as error:
        column, message = error.column, error.message
    assert column >= 1
    assert message
