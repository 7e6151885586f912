import ast
import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from forms.workflow import State
from resources import resource
from tests.support.places import ROOT
from ui import icons
from ui.actions import WINDOW_ACTIONS, Actions, Situation, shown_shortcut
from ui.bureau.actions import BUREAU_ACTIONS
from ui.icons import icon
from ui.palettes import Scheme
from ui.parts.controls.buttons import tool_button
from ui.school.actions import SCHOOL_ACTIONS
from ui.school.next_step import next_step
from ui.theme import Theme


def test_ids_and_shortcuts_are_unique() -> None:
    ids = [spec.id for spec in SCHOOL_ACTIONS]
    keys = [QKeySequence(spec.shortcut).toString() for spec in SCHOOL_ACTIONS if spec.shortcut]
    assert len(set(ids)) == len(ids)
    assert len(set(keys)) == len(keys)
    assert all(keys)


def test_every_action_has_words_and_an_icon_that_exists() -> None:
    for spec in SCHOOL_ACTIONS:
        assert spec.text
        assert resource("icons", f"{spec.icon}.svg").is_file(), spec.id


VERBS = (
    *(
        "打开",
        "打印",
        "保存",
        "另存",
        "再存",
        "选择",
        "另选",
        "查看",
        "看",
        "读入",
        "写",
        "生成",
        "导出",
    ),
    *(
        "添加",
        "加入",
        "删除",
        "删去",
        "去掉",
        "移除",
        "移到",
        "撤销",
        "撤回",
        "重做",
        "退回",
        "返回",
    ),
    *("回到", "到", "跳到", "回复", "核对", "检查", "确认", "签名", "登记", "颁发", "吊销", "开户"),
    *("取消", "关闭", "合上", "收起", "展开", "显示", "隐藏", "复制", "粘贴", "填", "带来", "带回"),
    *(
        "取",
        "备份",
        "恢复",
        "搬到",
        "新建",
        "建在",
        "进入",
        "停用",
        "改正",
        "校正",
        "重新",
        "重设",
        "换",
    ),
    *("调整", "切换", "查找", "做", "再发", "评估", "比较", "算出", "推荐", "勾选", "锁上", "重试"),
    *("不用", "不再", "适合", "放大", "缩小", "同上年", "提交", "升级", "监视", "停止"),
    *("导入", "清空", "办理"),
)
NOUNS = re.compile("填报[表库项]?|确认单|恢复单|开户文件|退回单|回执")
NAMED_SO_EVERYWHERE = frozenset({"更多", "关于"})
"""What people know from every program they use."""


def texts_of_buttons() -> Iterator[tuple[str, str]]:
    """Where a button is made, and its text; choices that stand side by side are no acts."""
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
                continue
            words = {one.arg: one.value for one in call.keywords}
            style = words.get("style")
            is_choice = isinstance(style, ast.Constant) and style.value == "segment"
            if call.func.id == "button" and call.args and not is_choice:
                for part in ast.walk(call.args[0]):
                    if isinstance(part, ast.Constant) and str(part.value).strip():
                        yield f"{path.name}:{call.lineno}", str(part.value)
                        break


def test_every_button_and_every_action_but_a_page_names_its_act_with_a_verb() -> None:
    acts = [
        (spec.id, spec.text)
        for spec in (*SCHOOL_ACTIONS, *BUREAU_ACTIONS)
        if not spec.id.startswith("page.") or spec.id == "page.back"
    ]
    buttons = list(texts_of_buttons())
    assert len(buttons) > 100
    without = [
        (where, text)
        for where, text in (*acts, *buttons)
        if not any(verb in NOUNS.sub("", text) for verb in VERBS)
        and text.split("(")[0] not in NAMED_SO_EVERYWHERE
    ]
    assert without == []


def test_actions_call_back_and_are_offered_by_situation(theme: Theme, qtbot: QtBot) -> None:
    owner, called = QWidget(), []
    qtbot.addWidget(owner)
    callbacks = {spec.id: (lambda name=spec.id: called.append(name)) for spec in SCHOOL_ACTIONS}
    actions = Actions(owner, SCHOOL_ACTIONS, callbacks)
    actions.update(Situation(state=State.DRAFT))
    assert not actions["return.undo"].isEnabled()
    assert not actions["comment.add"].isEnabled()
    actions.update(Situation(state=State.IN_REVIEW, can_undo=True))
    assert actions["return.undo"].isEnabled()
    assert actions["comment.add"].isEnabled()
    actions["return.check"].trigger()
    assert called == ["return.check"]
    assert "Ctrl+Enter" in actions["return.check"].toolTip()


def test_the_icon_of_an_action_is_painted_for_its_button(theme: Theme, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = Actions(owner, WINDOW_ACTIONS, {spec.id: list for spec in WINDOW_ACTIONS})
    made = tool_button(actions["window.look"])
    qtbot.addWidget(made)
    assert made.icon().cacheKey() == icon("sliders-horizontal").cacheKey()
    assert actions["window.keys"].icon().isNull()
    theme.use(Scheme.DARK)
    icons.refresh()
    assert made.icon().cacheKey() == icon("sliders-horizontal").cacheKey()


def test_shortcuts_read_as_on_the_keyboard() -> None:
    shown = {spec.id: shown_shortcut(spec) for spec in SCHOOL_ACTIONS}
    assert shown["return.check"] == "Ctrl+Enter"
    assert shown["section.next"] == "Ctrl+PgDn"


def test_blanks_are_to_be_filled_and_faults_come_first() -> None:
    only_blank = next_step(State.DRAFT, waiting=280, blank=280, enrolled=False)
    assert (only_blank.text, only_blank.target) == ("继续填写（280）", "blank")
    faults = next_step(State.DRAFT, waiting=283, blank=280, enrolled=False)
    assert (faults.text, faults.target) == ("处理问题（3）", "problem")
    assert "280 项没有填" in faults.hint


@pytest.mark.parametrize(
    ("state", "waiting", "enrolled", "target"),
    [
        (State.DRAFT, 3, False, "problem"),
        (State.DRAFT, 0, False, "submit"),
        (State.IN_REVIEW, 0, False, "page.keys"),
        (State.IN_REVIEW, 0, True, "page.review"),
        (State.SIGNED, 0, True, "page.delivery"),
        (State.DELIVERED, 0, True, "page.delivery"),
        (State.ACCEPTED, 0, True, "page.delivery"),
    ],
)
def test_the_next_step_is_always_said(
    state: State, waiting: int, enrolled: bool, target: str
) -> None:
    step = next_step(state, waiting=waiting, enrolled=enrolled)
    assert step.target == target
    assert step.hint.endswith("。")
    assert resource("icons", f"{step.icon}.svg").is_file()
