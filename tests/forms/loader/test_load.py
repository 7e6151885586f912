"""What a pack that is right becomes."""

from datetime import date
from decimal import Decimal

from forms.indicator import Method, Standard
from forms.loader import check_pack, load_pack
from forms.loader.digest import digest
from forms.problems import Severity
from forms.schooling import Section
from forms.spec import Bounds, FieldType, Pack
from forms.values import Maybe
from tests.forms.expr.dict_scope import DictScope
from tests.forms.loader.small_pack import SMALL, changed

PACK = load_pack(SMALL)


def _ends(bounds: Bounds | None) -> tuple[Maybe, Maybe]:
    assert bounds is not None
    scope = DictScope({"period.year": 2024, "period.point_date": date(2024, 9, 1)})
    low, high = bounds.low, bounds.high
    return low.evaluate(scope) if low else None, high.evaluate(scope) if high else None


def test_the_small_pack_has_no_mistakes() -> None:
    assert check_pack(SMALL) == []
    assert (PACK.ref.id, PACK.ref.version, PACK.label) == ("small", "1", "小表册")
    assert PACK.notes == ("一", "二")
    assert PACK.cv_limits == {"primary": Decimal("0.50")}


def test_fields_stand_in_order_with_sections_of_schooling_written_out() -> None:
    assert list(PACK.fields) == [
        "pupils.has_primary",
        "pupils.kept_primary",
        "pupils.kept_junior",
        "pupils.code",
        "pupils.opened",
        "pupils.bell",
        "pupils.files",
        "pupils.total",
        "bureau.sum_primary",
    ]
    kept = PACK.fields["pupils.kept_primary"]
    assert (kept.label, kept.unit, kept.section) == ("小学学生", "人", Section.PRIMARY)
    assert (kept.help, kept.source, kept.confidence) == ("说明", "统计", "高")


def test_a_section_of_schooling_decides_relevance_unless_it_decides_itself() -> None:
    assert PACK.fields["pupils.has_primary"].relevant is None
    kept = PACK.fields["pupils.kept_primary"].relevant
    assert kept is not None
    assert kept.text == "pupils.has_primary and (pupils.has_primary)"
    junior = PACK.fields["pupils.kept_junior"].relevant
    assert junior is not None
    assert junior.text == "pupils.has_primary"
    assert PACK.fields["bureau.sum_primary"].relevant is None


def test_ranges_become_bounds_of_the_type_of_the_field() -> None:
    fields = PACK.fields
    assert _ends(fields["pupils.kept_primary"].hard) == (0, 100)
    assert _ends(fields["pupils.kept_primary"].plausible) == (0, 2024)
    assert _ends(fields["pupils.code"].hard) == (2, 6)
    assert _ends(fields["pupils.opened"].hard) == (date(2000, 1, 1), date(2024, 9, 1))
    assert _ends(fields["pupils.bell"].hard) == ("06:00", "12:00")
    assert _ends(fields["pupils.files"].hard) == (None, 5)
    assert fields["pupils.files"].max_size == 20 * 1024 * 1024
    assert fields["pupils.code"].pattern == "[0-9]+"
    assert fields["pupils.code"].is_code


def test_an_open_range_has_one_end() -> None:
    pack = load_pack(changed("pupils.toml", 'range = "0..100"', 'range = "..99.5"'))
    assert _ends(pack.fields["pupils.kept_primary"].hard) == (None, Decimal("99.5"))


def test_tables_know_their_keys_and_fixed_rows() -> None:
    rows, free = PACK.tables["pupils.rows"], PACK.tables["pupils.free"]
    assert rows.fixed_rows == ("1", "2")
    assert [column.is_key for column in rows.columns] == [True, False, False]
    assert rows.row_relevant is not None
    assert rows.relevant is not None
    assert (free.fixed_rows, free.key, free.at_least_one) == (None, ("name", "number"), True)


def test_fixed_rows_may_be_some_codes_of_the_list() -> None:
    pack = load_pack(changed("pupils.toml", 'rows = "fixed"', 'rows = ["2"]'))
    assert pack.tables["pupils.rows"].fixed_rows == ("2",)


def test_a_rule_for_several_sections_is_one_rule_each() -> None:
    first, second, third, fourth = PACK.rules
    assert (first.id, first.section, first.message) == (
        "R-pupils-001",
        Section.PRIMARY,
        "小学大于合计 {pupils.total}。",
    )
    assert second.condition.text == "pupils.kept_junior <= pupils.total"
    assert (third.severity, third.table, third.form) == (Severity.QUERY, "pupils.rows", "pupils")
    assert fourth.condition.school_names == {"pupils.total"}
    assert (first.tag, first.confidence, first.source) == ("kept", "算", "算")


def test_indicators_carry_their_lines_and_methods() -> None:
    level, junior, check, total = PACK.indicators
    assert level.standard == Standard(Decimal("4.2"), Decimal("3.57"))
    assert junior.expression.text == "pupils.kept_junior * 1.1 / (1 + pupils.total)"
    assert (junior.section, junior.decimals) == (Section.JUNIOR, 2)
    assert (check.wanted, check.judged, check.method) == (False, True, Method.EXPRESSION)
    assert check.shown is not None
    assert (total.method, total.operands, total.judged) == (Method.ALL, ("L1_primary", "G1"), False)
    assert total.expression.evaluate(DictScope()) is None
    assert PACK.indicator_by_id["G1"] is check


def test_settings_and_facts_of_the_period_have_full_names() -> None:
    limit, way = PACK.settings
    assert (limit.id, limit.type, limit.default) == ("setting.limit", FieldType.DECIMAL, "20")
    assert (way.choices, way.choice_labels) == (("a", "b"), ("甲", "乙"))
    assert [(fact.id, fact.year, fact.day) for fact in PACK.period] == [
        ("period.year", 0, None),
        ("period.point_date", 0, "09-01"),
        ("period.due_date", None, None),
    ]


def test_the_digest_follows_every_file_but_not_its_line_ends() -> None:
    windows = {name: text.replace("\n", "\r\n") for name, text in SMALL.items()}
    assert digest(windows) == PACK.ref.digest
    assert digest(dict(reversed(SMALL.items()))) == PACK.ref.digest
    assert load_pack(windows) == PACK
    seen = {digest({**SMALL, name: text + "\n"}) for name, text in SMALL.items()}
    assert len(seen | {PACK.ref.digest}) == len(SMALL) + 1
    assert digest({"a": "bc"}) != digest({"ab": "c"})


def test_optional_parts_of_the_main_file_may_be_left_out() -> None:
    texts = {
        "pack.toml": 'id = "x"\nversion = "1"\nlabel = "空"\nforms = []\nlower_line = 1\n',
        "choices.toml": "",
        "settings.toml": "",
        "indicators.toml": "",
    }
    pack = load_pack(texts)
    assert isinstance(pack, Pack)
    assert (pack.forms, pack.period, pack.cv_limits) == ((), (), {})
