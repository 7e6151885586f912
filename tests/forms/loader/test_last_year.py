"""What a pack says of last year's answers: by table, by column, by question."""

import pytest

from forms.last_year import LastYear
from forms.loader import PackError, load_pack
from forms.loader.last_year import LAST_YEAR_FILE
from operations.packs.bundled import bundled_pack
from tests.forms.loader.small_pack import SMALL


def with_lists(text: str) -> dict[str, str]:
    return {**SMALL, LAST_YEAR_FILE: text}


def test_nothing_is_taken_over_unless_the_pack_says_so() -> None:
    pack = load_pack(SMALL)
    assert {item.last_year for item in pack.fields.values()} == {LastYear.COMPARE}


def test_it_is_no_part_of_the_digest_for_no_figure_depends_on_it() -> None:
    pack = load_pack(with_lists('carry = ["pupils.code"]'))
    assert pack.fields["pupils.code"].last_year is LastYear.CARRY
    assert pack.ref == load_pack(SMALL).ref


def test_a_table_speaks_for_its_columns_and_a_column_for_itself() -> None:
    pack = load_pack(with_lists('carry = ["pupils.free"]\noffer = ["pupils.free.number"]'))
    free = pack.tables["pupils.free"]
    assert free.by_id["name"].last_year is LastYear.CARRY
    assert free.by_id["number"].last_year is LastYear.OFFER


def test_what_is_calculated_is_left_out_of_what_a_table_says() -> None:
    pack = load_pack(with_lists('offer = ["pupils.rows"]'))
    assert pack.tables["pupils.rows"].by_id["twice"].last_year is LastYear.COMPARE


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('keep = ["pupils.code"]', "没有 keep 这个键"),
        ('carry = ["pupils.cod"]', "没有 pupils.cod，是不是 pupils.code？"),
        ('carry = ["pupils.code"]\noffer = ["pupils.code"]', "pupils.code 写了两次"),
        ('offer = ["pupils.total"]', "计算项和附件不能沿用上年的内容，请去掉 pupils.total"),
        ('carry = ["pupils.files"]', "计算项和附件不能沿用上年的内容，请去掉 pupils.files"),
    ],
)
def test_what_makes_no_sense_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(PackError, match=sentence):
        load_pack(with_lists(text))


def test_stocks_may_be_taken_over_and_flows_may_not() -> None:
    """时点数 and 时期数 of the annual statistics, and what each form says of its period."""
    pack = bundled_pack()
    kind = {name: item.last_year for name, item in pack.fields.items()}
    assert kind["staffing.authorised_posts"] is LastYear.OFFER
    assert kind["profile.school_name"] is LastYear.CARRY
    flows = ("pupils.graduates_primary", "facilities.books_added", "funding.income_total")
    assert {kind[name] for name in flows} == {LastYear.COMPARE}
    columns = {
        f"{table.id}.{item.id}": item for table in pack.tables.values() for item in table.columns
    }
    for name, item in {**pack.fields, **columns}.items():
        is_money = name.startswith("funding.") and item.unit == "万元"
        says = item.label + item.help
        if is_money or any(word in says for word in ("上学年", "本学年", "最近一次问卷")):
            assert item.last_year is LastYear.COMPARE, name


def test_rows_that_are_carried_carry_their_key() -> None:
    for table in bundled_pack().tables.values():
        if any(column.last_year is LastYear.CARRY for column in table.columns):
            keys = {table.by_id[name].last_year for name in table.key}
            assert keys == {LastYear.CARRY}, table.id
