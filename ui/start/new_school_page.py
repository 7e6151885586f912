"""Create a school's store: who we are, which year, where the file goes."""

from collections.abc import Callable, Iterator
from pathlib import Path

from forms.workflow import Actor, Role
from operations.new_store import period_fault, school_code_fault, school_name_fault
from ui.desktop import Desktop
from ui.kinds import SCHOOL
from ui.parts.cards import Card
from ui.recent import saved_name
from ui.start.new_store_page import Check, Entry, NewStorePage, this_year


class NewSchoolPage(NewStorePage):
    """Four entries."""

    def __init__(self, desktop: Desktop) -> None:
        note = "一所学校一个报告期建一个填报库。所有数据只存在这一个文件里，不会上传。"
        super().__init__(desktop, SCHOOL, note=note, width=44)
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

    def checks(self) -> Iterator[Check]:
        """Code, name, year, clerk."""
        yield Check.of(self.code, school_code_fault)
        yield Check.of(self.name, school_name_fault)
        yield Check.of(self.period, period_fault)
        who = "请填写填报员姓名，修改记录里要写明是谁填的。"
        yield Check(bool(self.person()), self.clerk, who)

    def file_name(self) -> str:
        """School and year."""
        return f"{self.name.text().strip()}-{self.period.text().strip()}"

    def person(self) -> str:
        return self.clerk.text().strip()

    def work(self, path: Path) -> Callable[[], None]:
        """Make the store and close it again; the window opens it like any other."""
        from operations.school.identity import found_school

        code, name = self.code.text().strip(), self.name.text().strip()
        period, actor = int(self.period.text()), Actor(self.person(), Role.CLERK)

        def create() -> None:
            found_school(
                path, school_code=code, school_name=name, period=period, actor=actor
            ).close()

        return create
