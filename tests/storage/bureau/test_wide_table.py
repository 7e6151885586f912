"""All schools at once, column by column: the same figures as row by row, and every school of the list."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from forms.exchange import ContainerKind
from forms.values import NA, Maybe
from storage.address import StorePlace
from storage.bureau.issued import IssuedFile
from storage.bureau.packages import ReturnState
from storage.bureau.store import BureauStore
from tests.storage.bureau.test_wide import COLUMNS, FIGURES, OTHER, SCHOOL
from tests.storage.stores import (
    OFFICER,
    PACK,
    START,
    for_an_officer,
    identity_of,
    new_bureau,
    package,
)

IDS = [column.id for column in COLUMNS]


@pytest.fixture
def store(place: StorePlace) -> Iterator[BureauStore]:
    made = new_bureau(place)
    made.figures.make(COLUMNS)
    with for_an_officer(made) as opened:
        yield opened


def take(store: BureauStore, school: str, values: dict[str, Maybe], number: int = 1) -> None:
    store.imports.accept(
        package(school, number),
        document=b"{}",
        wide_row=values,
        actor=OFFICER,
        received_at=START,
        extra="[]" if number > 1 else "",
    )


def test_columns_hold_what_the_rows_hold(store: BureauStore) -> None:
    take(store, OTHER, {**FIGURES, "facilities.teaching_area": Fraction(1, 3)})
    take(store, SCHOOL, dict.fromkeys(IDS, NA))
    table = store.figures.of_all(IDS)
    rows = {row.school_code: row.values for row in store.figures.rows()}
    assert list(table.schools) == sorted(rows)
    for place, school in enumerate(table.schools):
        assert {name: column[place] for name, column in table.values.items()} == rows[school]
    few = store.figures.of_all(["profile.dense_centre"])
    assert few.values == {"profile.dense_centre": [NA, False]}


def test_every_school_of_the_list_is_there_with_the_state_of_its_newest_return(
    store: BureauStore,
) -> None:
    assert set(store.figures.of_all([]).states) == {ReturnState.NONE}
    take(store, SCHOOL, {"pupils.enrolled_primary": 1})
    take(store, SCHOOL, {"pupils.enrolled_primary": 2}, 2)
    slip = IssuedFile(ContainerKind.RETURN_SLIP, SCHOOL, 1, START, identity_of(SCHOOL, 2))
    store.issued.add(slip, b"x")
    known = store.roster.get(OTHER)
    assert known is not None
    store.roster.upsert([replace(known, active=False)], actor=OFFICER)
    table = store.figures.of_all(["pupils.enrolled_primary"])
    assert list(table.schools) == [status.school_code for status in store.packages.statuses()]
    found = dict(
        zip(
            table.schools,
            zip(
                table.active,
                table.states,
                table.extras,
                table.values["pupils.enrolled_primary"],
                strict=True,
            ),
            strict=True,
        )
    )
    assert found[SCHOOL] == (True, ReturnState.RETURNED, "[]", 2)
    assert found[OTHER] == (False, ReturnState.NONE, None, None)


def test_a_list_without_schools_has_empty_columns(tmp_path: Path) -> None:
    with BureauStore.create(
        tmp_path / "empty.yhb",
        bureau_code="420104",
        bureau_name="样例区教育局",
        period=2024,
        pack=PACK,
        actor=OFFICER,
    ) as store:
        store.figures.make(COLUMNS)
        table = store.figures.of_all(IDS)
    assert (list(table.schools), table.values) == ([], {name: [] for name in IDS})


def test_a_field_without_a_column_is_an_error(store: BureauStore) -> None:
    with pytest.raises(KeyError, match="nothing"):
        store.figures.of_all(["a.nothing"])


def test_figures_that_are_decimals_are_kept_as_decimals(store: BureauStore) -> None:
    text = 'SELECT "facilities.teaching_area" FROM wide'
    kept = []
    values = [Fraction(537, 2), Fraction(1, 3), Fraction(12_000), Fraction(7, 10**59), Fraction(0)]
    values.append(Fraction(10**61 + 1, 10))
    for number, value in enumerate(values, start=1):
        take(store, SCHOOL, {"facilities.teaching_area": value}, number)
        kept.append(store._database.all(f"{text} WHERE current = 1")[0][0])
        assert store.figures.of_all(IDS).values["facilities.teaching_area"][0] == value
    assert kept[:3] == ["268.5", "1/3", "12000"]
    assert (kept[3], kept[4]) == (f"0.{'0' * 58}7", "0")
    assert kept[5] == f"{10**61 + 1}/10"
