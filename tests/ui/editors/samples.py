"""Options and a good text of every kind of field, and what an editor hands on."""

from collections.abc import Callable

from forms.spec import FieldType, Option
from ui.editors.base import FieldEditor

OPTIONS = (Option("a", "甲"), Option("b", "乙"), Option("c", "丙"))
FILES = f'[{{"name":"合同.pdf","sha256":"{"0" * 64}","size":2048}}]'
GOOD = {
    FieldType.INTEGER: "120",
    FieldType.DECIMAL: "6200.50",
    FieldType.DECIMAL3: "1.125",
    FieldType.MONEY: "12.30",
    FieldType.PERCENT: "45.0",
    FieldType.TEXT: "硚口区",
    FieldType.LONG_TEXT: "第一行\n第二行",
    FieldType.CHOICE: "b",
    FieldType.MULTI_CHOICE: "a,c",
    FieldType.YES_NO: "no",
    FieldType.DATE: "2024-09-01",
    FieldType.TIME: "08:20",
    FieldType.DURATION_MINUTES: "40",
    FieldType.ATTACHMENT: FILES,
}
Make = Callable[..., FieldEditor]


def heard(editor: FieldEditor) -> list[str]:
    texts: list[str] = []
    editor.value_edited.connect(lambda _, text: texts.append(text))
    return texts
