from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.ime import commit
from tests.ui.keys import press, type_text
from ui.dialogs.prompts import (
    LineDialog,
    PassphraseDialog,
    PromptDialog,
    TextDialog,
    confirm_dialog,
)
from ui.messages import Messages, Request, UnansweredError
from ui.parts.controls.passphrase import PassphraseBox
from ui.parts.labels.texts import text_label
from ui.parts.layout.fitting import FittingColumn
from ui.theme import Theme


@pytest.fixture
def messages() -> Messages:
    made = Messages()
    made.script()
    return made


def test_scripted_answers_come_in_order(messages: Messages) -> None:
    messages.script(True, "理由", "口令", ["/a.csr"], "/b.yhs", "/folder", None)
    assert messages.confirm("删除？", "", accept="删除") is True
    assert messages.text("退回", "", label="原因", accept="退回") == "理由"
    assert messages.passphrase("口令", "") == "口令"
    assert messages.open_files("打开", pattern="*") == (Path("/a.csr"),)
    assert messages.save_file("保存", suggestion=Path("x"), pattern="*") == Path("/b.yhs")
    assert messages.folder("文件夹") == Path("/folder")
    assert messages.folder("文件夹") is None
    kinds = [request.kind for request in messages.shown]
    assert kinds == ["confirm", "text", "passphrase", "open", "save", "folder", "folder"]
    assert messages.unused_answers == 0


def test_a_question_nobody_answers_is_an_error(messages: Messages) -> None:
    with pytest.raises(UnansweredError, match="删除"):
        messages.confirm("删除？", "真的", accept="删除")


def test_an_answer_may_look_at_the_dialog(messages: Messages, qtbot: QtBot) -> None:
    dialog = QDialog()
    dialog.setWindowTitle("预览")
    qtbot.addWidget(dialog)
    messages.script(lambda shown: shown is dialog, lambda _: False)
    assert messages.dialog(dialog) is True
    assert messages.dialog(dialog) is False


def test_a_reason_cannot_be_empty(theme: Theme, qtbot: QtBot) -> None:
    options = {"label": "退回原因", "accept": "退回", "initial": ""}
    dialog = TextDialog(None, Request("text", "退回", "", options))
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    dialog.edit.setPlainText("  \n ")
    assert not dialog.accept_button.isEnabled()
    commit(dialog.edit, "数字不对")
    assert dialog.accept_button.isEnabled()
    assert dialog.answer() == "数字不对"
    assert dialog.edit.accessibleName() == "退回原因"


def test_a_name_is_one_line_and_enter_accepts_it(theme: Theme, qtbot: QtBot) -> None:
    options = {"label": "姓名", "accept": "登记", "initial": "王"}
    dialog = LineDialog(None, Request("text", "登记审核人", "", options))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.edit.clear()
    assert not dialog.accept_button.isEnabled()
    commit(dialog.edit, "李娜")
    with qtbot.waitSignal(dialog.accepted):
        press(dialog.edit, Qt.Key.Key_Return)
    assert dialog.answer() == "李娜"


def test_a_dialog_names_its_act_and_a_way_out(theme: Theme, qtbot: QtBot) -> None:
    dialog = PromptDialog(None, title="删除这一行？", text="内容会删除。", icon="trash-2")
    qtbot.addWidget(dialog)
    dialog.add_buttons("删除", danger=True)
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept_button.click()
    assert dialog.accept_button.text() == "删除"
    assert dialog.accept_button.property("kind") == "danger"
    with qtbot.waitSignal(dialog.rejected):
        press(dialog, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("first", "second", "complete"),
    [
        ("", "", False),
        ("password1234", "password1234", False),
        ("seven purple umbrellas", "seven purple umbrella", False),
        ("seven purple umbrellas", "seven purple umbrellas", True),
        ("后院的芝麻今年开了十七朵花", "后院的芝麻今年开了十七朵花", True),
    ],
)
def test_a_new_passphrase_is_typed_twice(
    theme: Theme, qtbot: QtBot, first: str, second: str, complete: bool
) -> None:
    box = PassphraseBox(repeat=True)
    qtbot.addWidget(box)
    box.first.setText(first)
    box.second.setText(second)
    assert box.is_complete() is complete
    assert bool(box.hint.text())


def test_what_is_weak_is_said_while_it_is_typed(theme: Theme, qtbot: QtBot) -> None:
    box = PassphraseBox(repeat=True, about=lambda: ("样例小学",))
    qtbot.addWidget(box)
    assert box.hint.text().startswith("请用一句只有您知道的话")
    type_text(box.first, "yanglixiaoxue")
    assert box.hint.text().startswith("口令太弱：有常用的词，或学校、区局、人的名称和代码。")
    type_text(box.first, " qi ge zi se de yu san")
    assert box.hint.text() == "口令够强。请抄下来妥善保管，再输入一次。"


def test_enter_leads_to_the_entry_that_is_wrong_and_says_what(theme: Theme, qtbot: QtBot) -> None:
    box = PassphraseBox(repeat=True)
    qtbot.addWidget(box)
    box.show()
    with qtbot.waitActive(box):
        box.activateWindow()
    box.first.setText("bai lu fei guo qing tian")
    box.second.setFocus()
    press(box.second, Qt.Key.Key_Return)
    assert box.first.hasFocus()
    assert "12 个汉字以上" in box.hint.text()
    box.first.setText("seven purple umbrellas")
    press(box.first, Qt.Key.Key_Return)
    assert box.second.hasFocus()
    type_text(box.second, "seven purple umbrella")
    assert box.hint.text() == "口令够强。请抄下来妥善保管，再输入一次。"
    type_text(box.second, "x")
    assert box.hint.text() == "两次输入的口令不一样，请重新输入第二次。"
    press(box.second, Qt.Key.Key_Return)
    assert box.second.selectedText() == box.second.text()


def test_a_proposed_passphrase_is_shown_and_typed_once_more(theme: Theme, qtbot: QtBot) -> None:
    box = PassphraseBox(repeat=True)
    qtbot.addWidget(box)
    box.suggest.click()
    proposed = box.text()
    assert len(proposed.split("-")) == 6
    assert box.first.echoMode() is QLineEdit.EchoMode.Normal
    assert box.hint.text().startswith(f"推荐的口令：{proposed}（")
    assert not box.is_complete()
    type_text(box.second, proposed)
    assert box.is_complete()
    box.clear()
    assert proposed not in box.hint.text()


def test_a_passphrase_is_hidden_until_it_is_revealed(theme: Theme, qtbot: QtBot) -> None:
    box = PassphraseBox()
    qtbot.addWidget(box)
    assert box.first.echoMode() is QLineEdit.EchoMode.Password
    box.reveal.setChecked(True)
    assert box.first.echoMode() is QLineEdit.EchoMode.Normal
    box.first.setText("secret")
    with qtbot.waitSignal(box.confirmed):
        press(box.first, Qt.Key.Key_Return)
    box.clear()
    assert box.text() == ""
    assert not box.is_complete()


def test_the_passphrase_dialog_opens_only_when_complete(theme: Theme, qtbot: QtBot) -> None:
    dialog = PassphraseDialog(
        None, Request("passphrase", "签名口令", "", {"repeat": False, "label": "签名口令"})
    )
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    type_text(dialog.box.first, "x")
    assert dialog.accept_button.isEnabled()


LONG = "提交后填报内容不能再改，由校长核对、签名或退回；每一版都会保留，区局可以看到改了什么。"


def prompt(text: str) -> PromptDialog:
    dialog = PromptDialog(None, title="提交给校长审核？", text=text, icon="send")
    dialog.add_buttons("提交")
    return dialog


@pytest.mark.parametrize("sentences", [1, 2, 5])
def test_a_dialog_is_as_high_as_its_text_and_does_not_scroll(
    theme: Theme, qtbot: QtBot, sentences: int
) -> None:
    dialog = prompt(LONG * sentences)
    qtbot.addWidget(dialog)
    dialog.show()
    column = dialog.findChild(FittingColumn)
    assert column is not None
    label = column.findChildren(QLabel)[-1]
    assert column.verticalScrollBar().maximum() == 0
    assert label.height() == label.heightForWidth(label.width())


def test_on_a_low_screen_the_middle_of_a_dialog_scrolls_and_its_buttons_stay(
    theme: Theme, qtbot: QtBot
) -> None:
    dialog = prompt(LONG * 60)
    qtbot.addWidget(dialog)
    dialog.show()
    column = dialog.findChild(FittingColumn)
    assert column is not None
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    assert column.verticalScrollBar().maximum() > 0
    press(column, Qt.Key.Key_PageDown)
    assert column.verticalScrollBar().value() > 0
    assert dialog.rect().contains(dialog.accept_button.geometry())


def test_a_dialog_grows_and_shrinks_with_what_it_says(theme: Theme, qtbot: QtBot) -> None:
    dialog = prompt(LONG)
    hint = text_label("一致。")
    dialog.body.addWidget(hint)
    qtbot.addWidget(dialog)
    dialog.show()
    before = dialog.height()
    hint.setText(LONG * 2)
    qtbot.waitUntil(lambda: dialog.height() > before)
    hint.setText("一致。")
    qtbot.waitUntil(lambda: dialog.height() == before)
    assert dialog.findChild(FittingColumn) is not None


def test_without_a_person_or_a_script_nothing_is_answered() -> None:
    with pytest.raises(UnansweredError):
        Messages().inform("好", "已保存。")
    asked: list[Request] = []

    def person(request: Request, _: QWidget | None) -> bool:
        asked.append(request)
        return True

    assert Messages(person).confirm("删除？", "", accept="删除") is True
    assert [request.kind for request in asked] == ["confirm"]


@pytest.mark.parametrize("danger", [False, True])
def test_enter_does_the_act_unless_it_destroys_something(
    qtbot: QtBot, theme: Theme, danger: bool
) -> None:
    options = {"accept": "替换", "detail": "", "danger": danger}
    dialog = confirm_dialog(Request("confirm", "替换？", "原来的找不回来。", options), None)
    qtbot.addWidget(dialog)
    dialog.show()
    press(dialog, Qt.Key.Key_Return)
    rejected, accepted = QDialog.DialogCode.Rejected, QDialog.DialogCode.Accepted
    assert dialog.result() == (rejected if danger else accepted)
    assert not dialog.isVisible()


def test_tab_and_ctrl_enter_lead_from_a_text_to_the_act(theme: Theme, qtbot: QtBot) -> None:
    options = {"label": "意见", "accept": "保存意见", "initial": ""}
    dialog = TextDialog(None, Request("text", "写意见", "", options))
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    press(dialog.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible(), "nothing was written yet"
    commit(dialog.edit, "请核对")
    press(dialog.edit, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.accept_button
    dialog.edit.setFocus()
    press(dialog.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.answer() == "请核对"


def test_tab_comes_to_the_way_out_first_where_something_is_destroyed(
    theme: Theme, qtbot: QtBot
) -> None:
    request = Request("confirm", "删除？", "", {"accept": "删除", "danger": True, "detail": ""})
    dialog = confirm_dialog(request, None)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    refuse = dialog.focusWidget()
    assert isinstance(refuse, QPushButton)
    assert refuse.text() == "取消"
    press(refuse, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.accept_button
