"""Random edits over a small form, so that they often meet the same place."""

from hypothesis import strategies as st

from forms.edits import Await, DeleteRow, InsertRow, Justify, MarkEmpty, SetAnswer, SetCell
from forms.record import Row

_fields = st.sampled_from(["pupils.a", "pupils.b", "safety.c"])
_tables = st.sampled_from(["pupils.classes", "staffing.backbone"])
_rows = st.sampled_from(["r1", "r2", "r3", "7"])
_columns = st.sampled_from(["name", "enrolled"])
_keys = st.sampled_from(["R-pupils-001", "R-staffing-014@primary"])
_texts = (
    st.none()
    | st.sampled_from(["", "0", "12", "１２", "无"])
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
)
_cells = st.dictionaries(_columns, st.sampled_from(["1", "二", "x y"]), max_size=2)

edit = st.one_of(
    st.builds(SetAnswer, _fields, _texts),
    st.builds(SetCell, _tables, _rows, _columns, _texts),
    st.builds(InsertRow, _tables, st.integers(-2, 4), st.builds(Row, _rows, _cells)),
    st.builds(DeleteRow, _tables, _rows),
    st.builds(MarkEmpty, _tables, st.booleans()),
    st.builds(Justify, _keys, _texts),
    st.builds(Await, _fields | st.just("pupils.classes[r1]"), st.booleans()),
)
edits = st.lists(edit, max_size=6)
