"""Create a school's store: who we are, which year, where the file goes; from a file that knows it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot

from forms.workflow import Actor, Role
from operations.new_store import period_fault, school_code_fault, school_name_fault
from ui.desktop import Desktop
from ui.kinds import SCHOOL, file_of
from ui.parts.controls.buttons import button, button_row
from ui.parts.page.cards import Card
from ui.parts.page.facts import FactRows
from ui.recent import saved_name
from ui.start.new_store_page import Check, Entry, NewStorePage, go_to, this_year

if TYPE_CHECKING:
    from operations.school.beginning import OlderStore, OpeningOffer
    from operations.store_place import StorePlace

_OPENING = "开户文件 (*.asice)"


class NewSchoolPage(NewStorePage):
    """Four entries; a file that knows some of them answers them."""

    def __init__(self, desktop: Desktop) -> None:
        note = "一所学校一个报告期建一个填报库。所有数据只存在这一个文件里，不会上传。"
        super().__init__(desktop, SCHOOL, note=note, width=44)
        self._offer: OpeningOffer | None = None
        self._opening: Path | None = None
        self._older: Path | None = None
        self.cards.addWidget(self._make_beginning())
        self.code, self.name, self.period, self.clerk = self.add_entries(
            Card(),
            (
                Entry("学校标识码(&C)", "学校标识码", "10 位数字，如 3142010401", 14),
                Entry("学校名称(&M)", "学校名称", "与办学许可证一致的全称", 22),
                Entry("报告期（年）(&Y)", "报告期", "", 6, this_year()),
                Entry("填报员姓名(&P)", "填报员姓名", "写入修改记录", 10, saved_name()),
            ),
        )
        self.clerk.returnPressed.connect(self.accept.setFocus)
        self.add_buttons()
        self.finish()

    def _make_beginning(self) -> Card:
        card = Card(
            "从已有的文件开始",
            note="有区局发来的开户文件，或者本校上年的填报库，里面写明的就不用再填，"
            "不常变的内容也一起带来。申请过开户的填报库不用新建：打开它，读入开户文件。",
            icon="file-input",
        )
        self.opening = button("选择开户文件(&F)…", icon="file-input")
        self.older = button("选择上年的填报库(&L)…", icon="history")
        self.without = button("不用文件(&X)", style="quiet")
        self.opening.clicked.connect(self._on_opening)
        self.older.clicked.connect(self._on_older)
        self.without.clicked.connect(self._on_without)
        self.without.hide()
        self.known = FactRows()
        card.content.addLayout(button_row(self.opening, self.older, self.without))
        card.content.addWidget(self.known)
        return card

    # -- beginning with a file -----------------------------------------------------------------

    @Slot()
    def _on_opening(self) -> None:
        for path in self.desktop.messages.open_files("选择开户文件", pattern=_OPENING):
            self.begin_with(path)

    def begin_with(self, path: Path) -> None:
        """Take what an opening file says of the school."""
        from operations.files import read_file
        from operations.school.beginning import look_at_opening

        self.desktop.runner.database(
            lambda: look_at_opening(read_file(path)),
            owner=self,
            then=lambda offer: self.take_offer(path, offer),
            fail=self.on_failed,
        )

    def take_offer(self, path: Path, offer: "OpeningOffer") -> None:
        """Show what the opening file at a path was found to say; the rest is asked."""
        self._offer, self._opening, self._older = offer, path, None
        self._show_known(offer.school_code, offer.school_name, str(offer.period))
        self.older.setEnabled(not offer.has_last)

    @Slot()
    def _on_older(self) -> None:
        for path in self.desktop.messages.open_files(
            "选择本校上年的填报库", pattern=SCHOOL.pattern
        ):
            self._take_older(path)

    def _take_older(self, path: Path) -> None:
        from operations.school.beginning import look_at_older

        self.desktop.runner.database(
            lambda: look_at_older(path),
            owner=self,
            then=lambda known: self._on_older_known(path, known),
            fail=self.on_failed,
        )

    def _on_older_known(self, path: Path, known: "OlderStore") -> None:
        self._older = path
        if self._offer is None:
            year = str(known.period + 1)
            self._show_known(known.school_code, known.school_name, year)
        else:
            self._show_known(self.code.text(), self.name.text(), self.period.text())

    @Slot()
    def _on_without(self) -> None:
        self._offer = self._opening = self._older = None
        self.older.setEnabled(True)
        self._show_known("", "", this_year())

    def _show_known(self, code: str, name: str, period: str) -> None:
        """Say what the files answer, ask for the rest, and go on there."""
        self.strip.clear()
        for field, text in ((self.code, code), (self.name, name)):
            self.answer_entry(field, text, known=bool(code))
        self.answer_entry(self.period, period, known=self._offer is not None)
        self.known.show_facts(self._facts(code, name, period))
        self.without.setVisible(bool(code))
        asked = (self.code, self.period, self.clerk)
        go_to(next((one for one in asked if not one.isHidden()), self.clerk))

    def _facts(self, code: str, name: str, period: str) -> list[tuple[str, str]]:
        offer = self._offer
        if not code:
            return []
        facts = [("学校", f"{name}（{code}）")]
        last = self._older.name if self._older is not None else ""
        if offer is not None:
            last = "开户文件里的上年数" if offer.has_last else last
            facts += [
                ("办学类型", offer.type_label),
                ("报告期", f"{period} 年"),
                ("区局", offer.root.name),
                ("签名人", f"{offer.principal}（签名密钥在申请开户的那个库里）"),
            ]
        return [*facts, ("上年的内容", last or "没有，可以再选上年的填报库")]

    # -- making it -----------------------------------------------------------------------------

    def checks(self) -> Iterator[Check]:
        """Code, name, year, clerk."""
        yield Check.of(self.code, school_code_fault)
        yield Check.of(self.name, school_name_fault)
        yield Check.of(self.period, period_fault)
        who = "请填写填报员姓名，修改记录里要写明是谁填的。"
        yield Check(bool(self.person()), self.clerk, who)

    def agreed(self) -> bool:
        """A root nobody knows yet is compared with the printed notice."""
        from ui.dialogs.root_question import root_is_right

        offer = self._offer
        return offer is None or root_is_right(self.desktop.messages, offer.root, accept="新建")

    def file_name(self) -> str:
        """School and year."""
        return f"{self.name.text().strip()}-{self.period.text().strip()}"

    def person(self) -> str:
        return self.clerk.text().strip()

    def work(self, place: "StorePlace") -> Callable[[], Any]:
        """Make the store and close it again; the window opens it like any other."""
        path = file_of(place)
        period, actor = int(self.period.text()), Actor(self.person(), Role.CLERK)
        opening, older = self._opening, self._older
        if opening is not None:
            return lambda: _from_opening(path, opening, older, actor)
        if older is not None:
            return lambda: _from_older(path, older, period, actor)
        code, name = self.code.text().strip(), self.name.text().strip()
        return lambda: _from_nothing(path, code, name, period, actor)

    def show_made(self, place: "StorePlace", made: Any) -> None:  # noqa: ANN401 - what work returned
        """Go on with the new store; what came along from last year is said there."""
        self.created.emit(place, made)


def _from_opening(path: Path, opening: Path, older: Path | None, actor: Actor) -> str:
    from operations.files import read_file
    from operations.school.beginning import found_from_opening

    brought = found_from_opening(path, read_file(opening), actor=actor, older=older)
    return brought.sentence if brought.is_anything else "已按开户文件建好填报库，可以开始填报。"


def _from_older(path: Path, older: Path, period: int, actor: Actor) -> str:
    from operations.school.beginning import found_from_older

    return found_from_older(path, older, period=period, actor=actor).sentence


def _from_nothing(path: Path, code: str, name: str, period: int, actor: Actor) -> str:
    from operations.school.identity import found_school

    found_school(path, school_code=code, school_name=name, period=period, actor=actor).close()
    return ""
