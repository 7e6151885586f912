"""Figures for evaluation: exact, typed, one row per school, rebuilt at will."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.exchange import ContainerKind
from forms.spec import Field, FieldType
from forms.values import NA, Maybe
from storage.address import StorePlace
from storage.bureau.issued import IssuedFile
from storage.bureau.packages import ReturnState
from storage.bureau.store import BureauStore
from storage.bureau.wide import WideColumn, WideKind, wide_columns
from storage.errors import StoreBug, StoreRefusal
from tests.storage.stores import OFFICER, START, identity_of, new_bureau, package

SCHOOL, OTHER = "4201040001", "4201040002"
COLUMNS = [
    WideColumn("pupils.enrolled_primary", WideKind.INTEGER),
    WideColumn("facilities.teaching_area", WideKind.EXACT),
    WideColumn("profile.school_type", WideKind.TEXT),
    WideColumn("profile.dense_centre", WideKind.TRUTH),
    WideColumn("profile.built", WideKind.DATE),
    WideColumn("profile.tags", WideKind.LIST),
]
FIGURES: dict[str, Maybe] = {
    "pupils.enrolled_primary": 1080,
    "facilities.teaching_area": Decimal("6200.50"),
    "profile.school_type": "211",
    "profile.dense_centre": False,
    "profile.built": date(1998, 9, 1),
    "profile.tags": ("a", "b"),
}


@pytest.fixture
def store(place: StorePlace) -> Iterator[BureauStore]:
    with new_bureau(place) as opened:
        opened.figures.make(COLUMNS)
        yield opened


def take(
    store: BureauStore, values: Mapping[str, Maybe], number: int = 1, school: str = SCHOOL
) -> str:
    store.imports.accept(
        package(school, number),
        document=b"{}",
        wide_row=values,
        actor=OFFICER,
        received_at=START,
        extra=f"extra {number}",
    )
    return identity_of(school, number)


def only(store: BureauStore) -> Mapping[str, Maybe]:
    (row,) = store.figures.rows()
    return row.values


def test_values_come_back_as_they_were(store: BureauStore) -> None:
    identity = take(store, FIGURES)
    (row,) = store.figures.rows()
    assert row.values == FIGURES
    assert isinstance(row.values["profile.dense_centre"], bool)
    assert (row.school_code, row.identity, row.number, row.state, row.extra) == (
        SCHOOL,
        identity,
        1,
        ReturnState.DELIVERED,
        "extra 1",
    )


def test_missing_zero_and_not_applicable_stay_apart(store: BureauStore) -> None:
    take(store, {"pupils.enrolled_primary": 0, "facilities.teaching_area": NA})
    values = only(store)
    assert values["pupils.enrolled_primary"] == 0
    assert values["facilities.teaching_area"] is NA
    assert values["profile.school_type"] is None
    (row,) = store.figures.rows(["profile.school_type", "facilities.teaching_area"])
    assert list(row.values.items()) == [
        ("profile.school_type", None),
        ("facilities.teaching_area", NA),
    ]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("facilities.teaching_area", Fraction(1, 3)),
        ("facilities.teaching_area", 7),
        ("facilities.teaching_area", Decimal("0.10")),
        ("pupils.enrolled_primary", Fraction(6)),
        ("pupils.enrolled_primary", Decimal("6.00")),
        ("pupils.enrolled_primary", 2**63 - 1),
        ("pupils.enrolled_primary", -(2**63) + 1),
        ("profile.tags", ()),
        ("profile.dense_centre", True),
    ],
)
def test_values_that_fit(store: BureauStore, column: str, value: Maybe) -> None:
    take(store, {column: value})
    assert only(store)[column] == value


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("pupils.enrolled_primary", True),
        ("pupils.enrolled_primary", "12"),
        ("pupils.enrolled_primary", Fraction(1, 2)),
        ("facilities.teaching_area", False),
        ("profile.school_type", 211),
        ("profile.dense_centre", 1),
        ("profile.built", "1998-09-01"),
        ("profile.tags", "a"),
    ],
)
def test_values_that_do_not_fit_take_nothing(store: BureauStore, column: str, value: Maybe) -> None:
    with pytest.raises(StoreBug, match=column):
        take(store, {column: value})
    assert store.packages.all() == []


@pytest.mark.parametrize("value", [2**63, -(2**63), 10**40])
def test_numbers_beyond_all_reason_are_refused(store: BureauStore, value: int) -> None:
    with pytest.raises(StoreRefusal, match="过大"):
        take(store, {"pupils.enrolled_primary": value})
    assert store.packages.all() == []


@given(
    st.lists(
        st.tuples(
            st.none() | st.just(NA) | st.integers(-(10**15), 10**15),
            st.none() | st.just(NA) | st.decimals(allow_nan=False, allow_infinity=False, places=3),
            st.none() | st.just(NA) | st.fractions(),
        ),
        max_size=3,
    )
)
def test_any_figures_come_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Maybe, Maybe, Maybe]]
) -> None:
    columns = [
        WideColumn("a.i", WideKind.INTEGER),
        WideColumn("a.d", WideKind.EXACT),
        WideColumn("a.f", WideKind.EXACT),
    ]
    with new_bureau(tmp_path_factory.mktemp("b") / "b.yhb") as store:
        store.figures.make(columns)
        for number, row in enumerate(rows, start=1):
            take(store, dict(zip(["a.i", "a.d", "a.f"], row, strict=True)), number)
            assert list(only(store).values()) == list(row)


def test_only_the_newest_return_of_a_school_counts(store: BureauStore) -> None:
    take(store, {"pupils.enrolled_primary": 1})
    second = take(store, {"pupils.enrolled_primary": 2}, 2)
    take(store, {"pupils.enrolled_primary": 9}, 1, OTHER)
    assert [row.values["pupils.enrolled_primary"] for row in store.figures.rows()] == [2, 9]
    store.imports.undo(second, actor=OFFICER, reason="导错")
    assert [row.values["pupils.enrolled_primary"] for row in store.figures.rows()] == [1, 9]


def test_the_answer_of_the_bureau_comes_along(store: BureauStore) -> None:
    identity = take(store, {})
    store.issued.add(IssuedFile(ContainerKind.RECEIPT, SCHOOL, 1, START, identity), b"x")
    assert [row.state for row in store.figures.rows()] == [ReturnState.ACCEPTED]


def test_rebuilding_gives_the_same_and_shows_an_edit_from_above(store: BureauStore) -> None:
    first = take(store, {"pupils.enrolled_primary": 1})
    second = take(store, {"pupils.enrolled_primary": 2}, 2)
    before = list(store.figures.rows())
    rows = [
        (second, {"pupils.enrolled_primary": 2}, "extra 2"),
        (first, {"pupils.enrolled_primary": 1}, "extra 1"),
    ]
    store._database.engine.execute('UPDATE wide SET "pupils.enrolled_primary" = 500')
    assert list(store.figures.rows()) != before
    store.figures.make(store.figures.columns(), rows)
    assert list(store.figures.rows()) == before


def test_new_columns_take_new_figures(store: BureauStore) -> None:
    identity = take(store, FIGURES)
    store.figures.make(
        [WideColumn("safety.guards", WideKind.INTEGER)], [(identity, {"safety.guards": 3}, "")]
    )
    assert store.figures.columns() == (WideColumn("safety.guards", WideKind.INTEGER),)
    assert only(store) == {"safety.guards": 3}


def test_rebuilding_with_a_package_that_is_not_there_changes_nothing(store: BureauStore) -> None:
    take(store, FIGURES)
    with pytest.raises(StoreRefusal, match="没有重建"):
        store.figures.make([], [("0" * 64, {}, "")])
    assert only(store) == FIGURES
    assert store.figures.columns() == tuple(COLUMNS)


def test_many_rows_are_filled_in_batches(
    store: BureauStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.bureau.figures._BATCH", 2)
    rows = [
        (take(store, {}, number), {"pupils.enrolled_primary": number}, "") for number in range(1, 6)
    ]
    store.figures.make(store.figures.columns(), rows)
    assert only(store)["pupils.enrolled_primary"] == 5
    assert store._database.integer("SELECT count(*) FROM wide") == 5


def test_a_column_that_is_not_there(store: BureauStore) -> None:
    with pytest.raises(KeyError, match="nothing"):
        list(store.figures.rows(["a.nothing"]))


@pytest.mark.parametrize("name", ['a"b', "A.b", "a.", "a b", "", "extra", "a;b"])
def test_what_is_no_field_id_makes_no_column(store: BureauStore, name: str) -> None:
    with pytest.raises(ValueError, match="not a field id"):
        store.figures.make([WideColumn(name, WideKind.TEXT)])
    assert store.figures.columns() == tuple(COLUMNS)


def test_a_store_remembers_its_columns(place: StorePlace) -> None:
    with new_bureau(place) as store:
        assert store.figures.columns() == ()
        store.figures.make(COLUMNS)
    with BureauStore.open(place) as store:
        assert store.figures.columns() == tuple(COLUMNS)


def test_every_type_of_field_has_its_kind_of_column() -> None:
    fields = [Field(f"a.{kind.value}", "标签", kind) for kind in FieldType]
    kinds = {column.id.removeprefix("a."): column.kind for column in wide_columns(fields)}
    assert "attachment" not in kinds
    assert len(kinds) == len(FieldType) - 1
    assert kinds["money"] is kinds["percent"] is WideKind.EXACT
    assert kinds["duration_minutes"] is WideKind.INTEGER
    assert kinds["choice"] is kinds["time"] is WideKind.TEXT
    assert kinds["yes_no"] is WideKind.TRUTH
    assert kinds["multi_choice"] is WideKind.LIST
