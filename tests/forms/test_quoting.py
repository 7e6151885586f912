"""What others wrote is quoted so that one sees whether it goes on."""

from forms.quoting import shortened


def test_long_texts_are_quoted_in_part() -> None:
    assert shortened("一" * 30) == "一" * 30
    assert shortened("一" * 31) == "一" * 30 + "…"
    assert shortened("实验小学", 4) == "实验小学"
    assert shortened("实验小学校", 4) == "实验小学…"
