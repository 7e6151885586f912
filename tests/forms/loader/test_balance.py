"""The pack the program ships is the one of the forms catalogue."""

from collections import Counter

import pytest

from forms.indicator import Method
from forms.live.engine import Engine
from forms.loader import check_pack, load_pack
from forms.problems import Severity
from forms.spec import FieldType
from forms.types import codec
from tests.forms.loader.small_pack import balance

PACK = load_pack(balance())


def test_it_has_no_mistakes() -> None:
    assert check_pack(balance()) == []
    assert (PACK.ref.id, PACK.ref.version) == ("balance", "2024.1")
    assert len(PACK.ref.digest) == 64


def test_it_is_as_large_as_the_catalogue_says() -> None:
    severities = Counter({rule.id: rule.severity for rule in PACK.rules}.values())
    columns = [column for table in PACK.tables.values() for column in table.columns]
    assert len(PACK.forms) == 10
    assert len(PACK.fields) == 601
    assert sum(not field.is_input for field in PACK.fields.values()) == 121
    assert (len(PACK.tables), len(columns)) == (32, 210)
    assert severities == {Severity.ERROR: 99, Severity.QUERY: 270, Severity.HINT: 20}
    assert (len(PACK.indicators), len(PACK.settings), len(PACK.choices)) == (99, 22, 47)


@pytest.mark.parametrize(
    ("form", "fields", "calculated", "tables", "rules"),
    [
        ("profile", 36, 7, 1, 26),
        ("pupils", 51, 22, 2, 42),
        ("facilities", 78, 9, 4, 46),
        ("staffing", 79, 14, 4, 43),
        ("safety", 80, 11, 5, 58),
        ("burden", 44, 12, 7, 60),
        ("development", 71, 13, 3, 35),
        ("equity", 33, 5, 1, 21),
        ("funding", 42, 5, 2, 28),
        ("district", 87, 23, 3, 30),
    ],
)
def test_each_form_is_whole(
    form: str, fields: int, calculated: int, tables: int, rules: int
) -> None:
    found = PACK.form_by_id[form]
    assert len(list(found.fields())) == fields
    assert sum(not field.is_input for field in found.fields()) == calculated
    assert len(list(found.tables())) == tables
    numbers = sorted({rule.id for rule in PACK.rules if rule.form == form})
    assert numbers == [f"R-{form}-{number:03d}" for number in range(1, rules + 1)]


def test_one_form_is_the_bureaus() -> None:
    assert [form.id for form in PACK.forms if form.filled_by == "bureau"] == ["district"]
    assert len(PACK.school_forms) == 9


def test_fields_of_a_section_of_schooling_follow_the_section() -> None:
    for form in PACK.school_forms:
        for field in form.fields():
            if field.section and not field.id.startswith("profile.has_"):
                assert field.relevant is not None, field.id
                assert f"profile.has_{field.section.value}" in field.relevant.names, field.id
    assert PACK.fields["profile.has_primary"].relevant is None


def test_every_text_a_user_reads_is_there() -> None:
    labels = [field.label for field in PACK.fields.values()]
    labels += [table.label for table in PACK.tables.values()]
    assert all(label and "{" not in label for label in labels)
    assert all(rule.message.endswith("。") for rule in PACK.rules)
    assert all(rule.example for rule in PACK.rules if rule.severity is Severity.QUERY)
    assert all(rule.confidence in "文算高中低估" for rule in PACK.rules)


def test_a_rule_from_memory_is_never_an_error() -> None:
    errors = [rule for rule in PACK.rules if rule.severity is Severity.ERROR]
    assert [rule.id for rule in errors if rule.confidence not in "文算"] == []


def test_a_rule_about_last_year_or_the_statistics_is_never_an_error() -> None:
    older = [
        rule
        for rule in PACK.rules
        if any(name.startswith(("last.", "stat.")) for name in rule.condition.names)
    ]
    assert older
    assert all(rule.severity is not Severity.ERROR for rule in older)


def test_only_calculated_fields_are_percentages() -> None:
    percentages = [field for field in PACK.fields.values() if field.type is FieldType.PERCENT]
    assert len(percentages) > 20
    assert not any(field.is_input for field in percentages)


def test_the_lines_of_the_seven_indicators() -> None:
    lines = {
        indicator.id: (str(indicator.standard.reached), str(indicator.standard.ge85))
        for indicator in PACK.indicators
        if indicator.standard
    }
    assert lines == {
        "L1_primary": ("4.2", "3.57"),
        "L2_primary": ("1", "0.85"),
        "L3_primary": ("0.9", "0.765"),
        "L4_primary": ("4.5", "3.825"),
        "L5_primary": ("7.5", "6.375"),
        "L6_primary": ("2000", "1700"),
        "L7_primary": ("2.3", "1.955"),
        "L1_junior": ("5.3", "4.505"),
        "L2_junior": ("1", "0.85"),
        "L3_junior": ("0.9", "0.765"),
        "L4_junior": ("5.8", "4.93"),
        "L5_junior": ("10.2", "8.67"),
        "L6_junior": ("2500", "2125"),
        "L7_junior": ("2.4", "2.04"),
    }
    assert {name: str(limit) for name, limit in PACK.cv_limits.items()} == {
        "primary": "0.50",
        "junior": "0.45",
    }


def test_what_the_evaluation_works_out_names_the_indicators_it_needs() -> None:
    methods = Counter(indicator.method for indicator in PACK.indicators)
    assert methods == {
        Method.EXPRESSION: 71,
        Method.VERDICT: 2,
        Method.COEFFICIENT: 14,
        Method.MEAN: 2,
        Method.EVERY_SCHOOL: 6,
        Method.ALL: 4,
    }


def test_fixed_tables_have_the_rows_of_the_catalogue() -> None:
    fixed = {id_: len(table.fixed_rows) for id_, table in PACK.tables.items() if table.fixed_rows}
    assert fixed == {
        "pupils.mobility": 9,
        "facilities.special_rooms": 17,
        "staffing.subject_teachers": 16,
        "staffing.titles": 6,
        "staffing.ages": 9,
        "safety.escort_slots": 6,
        "burden.lessons": 9,
        "burden.homework": 9,
        "burden.exams": 9,
        "burden.timetable": 9,
        "burden.after_school": 5,
        "funding.satisfaction": 5,
        "district.quality_monitoring": 6,
        "district.recognition": 2,
    }


def test_every_field_has_a_codec_and_the_engine_takes_the_pack() -> None:
    columns = [column for table in PACK.tables.values() for column in table.columns]
    assert all(codec(field, PACK.choices).expected for field in [*PACK.fields.values(), *columns])
    assert Engine(PACK).pack is PACK
    assert Engine(PACK, "bureau").pack is PACK
