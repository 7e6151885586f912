"""The glossary's rule finds a word that is not used, and lets its exceptions pass."""

import pytest

from tests.house.glossary import Banned, banned_words, foreign_words

TABLE = """
| 中文 | In code | Meaning | Not |
|---|---|---|---|
| 密钥 | key | what signs | 钥匙（钥匙箱 钥匙串） 秘钥 |
| 附件 | attachment | a file | |
"""


def test_the_last_column_is_read() -> None:
    assert list(banned_words(TABLE)) == [
        Banned("钥匙", "密钥", ("钥匙箱", "钥匙串")),
        Banned("秘钥", "密钥", ()),
    ]


def test_a_banned_word_is_named_with_its_line() -> None:
    (found,) = foreign_words("ui/a.py", 'x = 1\ntext = "请插入钥匙。"\n')
    assert found == (2, "“钥匙” is called “密钥” (docs/glossary.md)")


@pytest.mark.parametrize(
    "name", ["tests/test_a.py", "docs/decisions/0001-a.md", "docs/glossary.md"]
)
def test_where_no_user_reads(name: str) -> None:
    assert list(foreign_words(name, "钥匙")) == []


def test_a_longer_word_is_another_word() -> None:
    assert list(foreign_words("resources/forms/a.toml", 'help = "有钥匙箱的也算"\n')) == []
