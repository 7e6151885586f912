"""What a pack says of last year's answers: by section, by table, by question."""

import pytest

from forms.last_year import LastYear
from forms.loader import PackError, load_pack
from operations.pack import bundled_pack
from tests.forms.loader.small_pack import SMALL, changed

SECTION = 'title = "第一部分"'


def test_nothing_is_taken_over_unless_the_pack_says_so() -> None:
    pack = load_pack(SMALL)
    assert {item.last_year for item in pack.fields.values()} == {LastYear.COMPARE}


def test_a_section_speaks_for_its_questions_and_tables() -> None:
    pack = load_pack(changed("pupils.toml", SECTION, f'{SECTION}\nlast_year = "carry"'))
    assert pack.fields["pupils.code"].last_year is LastYear.CARRY
    free = pack.tables["pupils.free"]
    assert {column.last_year for column in free.columns} == {LastYear.CARRY}


def test_what_is_calculated_or_attached_is_left_out_of_it() -> None:
    pack = load_pack(changed("pupils.toml", SECTION, f'{SECTION}\nlast_year = "offer"'))
    for name in ("pupils.total", "pupils.files"):
        assert pack.fields[name].last_year is LastYear.COMPARE
    assert pack.tables["pupils.rows"].by_id["twice"].last_year is LastYear.COMPARE


def test_a_table_and_a_question_speak_for_themselves() -> None:
    files = changed("pupils.toml", 'label = "名册"', 'label = "名册"\nlast_year = "carry"')
    files["pupils.toml"] = files["pupils.toml"].replace(
        'label = "号", type = "integer", required = true',
        'label = "号", type = "integer", required = true, last_year = "offer"',
    )
    free = load_pack(files).tables["pupils.free"]
    assert free.by_id["name"].last_year is LastYear.CARRY
    assert free.by_id["number"].last_year is LastYear.OFFER


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('label = "代码"', 'label = "代码"\nlast_year = "keep"', "last_year 只能是"),
        ('label = "合计"', 'label = "合计"\nlast_year = "offer"', "计算项和附件不能沿用"),
        ('label = "附件"', 'label = "附件"\nlast_year = "carry"', "计算项和附件不能沿用"),
    ],
)
def test_what_makes_no_sense_is_refused(old: str, new: str, sentence: str) -> None:
    with pytest.raises(PackError, match=sentence):
        load_pack(changed("pupils.toml", old, new))


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
