"""Whether a 说明 says anything."""

import pytest

from forms.live.justification import lint
from tests.forms.samples.full_pack import pack

POOR = {
    "empty phrase": ("情况属实", "不算说明"),
    "empty phrases together": ("核实无误，情况属实。属实！", "不算说明"),
    "blank": ("  ", "不算说明"),
    "punctuation": ("……。，", "至少要"),
    "short": ("因改建", "只有 3 个字，至少要 10 个字"),
    "nothing behind it": ("数据没有问题请区局放心", "没有原因"),
}
GOOD = [
    "因新楼盘交付，本年一年级扩四个班",
    "2024 年 7 月经区政府批准由民办转公办",
    "见区局二〇二四批复，为沿用旧校舍建校",
    "由于地处城乡结合部，有农村户籍寄养学生",
]


@pytest.mark.parametrize(("text", "fault"), POOR.values(), ids=POOR)
def test_a_poor_one_is_refused_with_the_reason(text: str, fault: str) -> None:
    assert fault in lint(text)


@pytest.mark.parametrize("text", GOOD)
def test_a_good_one_passes(text: str) -> None:
    assert lint(text) == ""
    assert lint(f"  {text} ") == ""


def test_it_may_not_repeat_another_one_word_for_word() -> None:
    assert "另一条" in lint(GOOD[0], others=[GOOD[0]])
    assert "上年" in lint(GOOD[0], last=[GOOD[0]])
    assert lint(GOOD[0], others=[GOOD[1]], last=[GOOD[2]]) == ""


def test_every_example_of_the_pack_is_good_enough() -> None:
    examples = {rule.id: rule.example for rule in pack().rules if rule.example}
    assert len(examples) > 200
    assert {name: lint(text) for name, text in examples.items() if lint(text)} == {}


def test_hidden_signs_are_named() -> None:
    hidden = GOOD[0][:3] + "\u200b" + GOOD[0][3:]
    assert "看不见的字符（U+200B）" in lint(hidden)
