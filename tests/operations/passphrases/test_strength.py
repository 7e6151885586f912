"""What is too weak as a passphrase, why, and what is not."""

import pytest

from operations.errors import Misused
from operations.passphrases.strength import check_new_passphrase, weakness
from operations.passphrases.suggest import BITS, suggest_passphrase

SCHOOL = ("样例小学", "2142100001", "2024", "张样例")

NUMBERS = "全是数字，手机号、证件号和代码别人查得到"
KNOWN = "有常用的词，或学校、区局、人的名称和代码"


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("", "是空的"),
        ("   ", "是空的"),
        ("12345678", NUMBERS),
        ("13907123456", NUMBERS),
        ("42010419800101123X", NUMBERS),
        ("2024-10-15", NUMBERS),
        ("password", "有常见的口令或单词"),
        ("abcdabcd", "有重复的部分"),
        ("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "有重复的部分"),
        ("qwertyuiop", "有常见的口令或单词"),
        ("woainiwoaini", "有重复的部分"),
        ("wodemima!", KNOWN),
        ("zhangyangli19800101", f"有日期或生日，{KNOWN}"),
        ("Yangli-Xiaoxue", "太短"),
        ("ylxx@2024", KNOWN),
        ("abc2142100001", KNOWN),
        ("woaibeijingtiananmen", "太短"),
        ("k7#pQ2!xWz", "太短"),
        ("海棠花今年又开了", "太短"),
    ],
)
def test_what_is_easily_guessed_is_refused_with_the_reason(weak: str, why: str) -> None:
    found = weakness(weak, SCHOOL)
    assert why in found
    with pytest.raises(Misused, match=f"口令太弱：{found}。请用一句只有您知道的话"):
        check_new_passphrase(weak, SCHOOL)


@pytest.mark.parametrize(
    "strong",
    [
        "seven purple umbrellas",
        "后院的芝麻今年开了十七朵花",
        "wo jia hou yuan de gui hua jin nian mei kai",
        "k7#pQ2!xWz9mR",
        "x7#后院的gui花kai了 3 duo!",
    ],
)
def test_what_nobody_guesses_is_taken(strong: str) -> None:
    assert weakness(strong, SCHOOL) == ""


def test_the_same_name_is_no_reason_for_somebody_else() -> None:
    assert weakness("zhang yang li, ba yi zhi duo", ("别的学校",)) == ""


def test_a_proposal_is_six_words_in_pinyin_and_strong() -> None:
    made = suggest_passphrase()
    assert BITS == 48
    assert len(made.passphrase.split("-")) == len(made.words.split()) == 6
    assert made.passphrase.isascii()
    assert weakness(made.passphrase, SCHOOL) == ""
    assert made != suggest_passphrase()
