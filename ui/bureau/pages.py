"""BureauPages: the pages of the navigation; those about one thing come on top and go back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot

from ui.bureau.desk import BureauDesk
from ui.bureau.work_page import (
    BATCH_PAGE,
    COMPARE_PAGE,
    FIGURE_PAGE,
    OFFICERS_PAGE,
    RAW_PAGE,
    RETURN_PAGE,
    SCHOOL_PAGE,
    SLIP_PAGE,
    TABLES_PAGE,
    BureauPage,
)
from ui.parts.frame.page_stack import PageStack


class BureauPages(PageStack[BureauPage]):
    """Pages of the navigation by id; the pages of one school come on top and go back."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__({page_id: partial(make, desk) for page_id, make in _MAKERS.items()})
        self._trail: list[tuple[str, object]] = []
        self.current_id = ""

    def on_made(self, page: BureauPage) -> None:
        """Let a new page lead to others and back."""
        page.opened.connect(self.show_about)
        page.back_wanted.connect(self.back)

    @Slot(str)
    def show_page(self, page_id: str) -> None:
        """Show a page of the navigation."""
        self._trail.clear()
        if self.page(page_id).subject is not None:
            self.page(page_id).show_subject(None)
        self._show(page_id, None)

    @Slot(str, object)
    def show_about(self, page_id: str, about: object) -> None:
        """Show a page about something (a school, a figure); :meth:`back` returns here."""
        current = self.made.get(self.current_id)
        if current is not None:
            self._trail.append((self.current_id, current.subject))
        self._show(page_id, about)

    @Slot()
    def back(self) -> None:
        """Go back to where the page was opened from."""
        if self._trail:
            self._show(*self._trail.pop())

    def stop(self) -> None:
        """Ask whatever runs long to stop soon."""
        for page in self.made.values():
            page.stop()

    def _show(self, page_id: str, about: object) -> None:
        page = self.page(page_id)
        self.current_id = page_id
        if about is not None:
            page.show_subject(about)
        page.refresh()
        self.setCurrentWidget(page)
        page.focus_first()
        self.page_shown.emit(page_id)

    @Slot()
    def refresh(self) -> None:
        """Bring the page in sight up to date; the others are when they are shown."""
        page = self.currentWidget()
        if isinstance(page, BureauPage):
            page.refresh()


def _today(desk: BureauDesk) -> BureauPage:
    from ui.bureau.today.today_page import TodayPage

    return TodayPage(desk)


def _schools(desk: BureauDesk) -> BureauPage:
    from ui.bureau.schools.schools_page import SchoolsPage

    return SchoolsPage(desk)


def _school(desk: BureauDesk) -> BureauPage:
    from ui.bureau.schools.school_page import SchoolPage

    return SchoolPage(desk)


def _figure(desk: BureauDesk) -> BureauPage:
    from ui.bureau.evaluation.figure_page import FigurePage

    return FigurePage(desk)


def _slip(desk: BureauDesk) -> BureauPage:
    from ui.bureau.schools.slip_page import SlipPage

    return SlipPage(desk)


def _return(desk: BureauDesk) -> BureauPage:
    from ui.bureau.schools.return_page import ReturnPage

    return ReturnPage(desk)


def _import(desk: BureauDesk) -> BureauPage:
    from ui.bureau.intake.import_page import ImportPage

    return ImportPage(desk)


def _evaluation(desk: BureauDesk) -> BureauPage:
    from ui.bureau.evaluation.evaluation_page import EvaluationPage

    return EvaluationPage(desk)


def _raw(desk: BureauDesk) -> BureauPage:
    from ui.bureau.evaluation.raw_page import RawPage

    return RawPage(desk)


def _patterns(desk: BureauDesk) -> BureauPage:
    from ui.bureau.patterns.patterns_page import PatternsPage

    return PatternsPage(desk)


def _batch(desk: BureauDesk) -> BureauPage:
    from ui.bureau.patterns.batch_page import BatchPage

    return BatchPage(desk)


def _compare(desk: BureauDesk) -> BureauPage:
    from ui.bureau.evaluation.compare_page import ComparePage

    return ComparePage(desk)


def _tables(desk: BureauDesk) -> BureauPage:
    from ui.bureau.evaluation.tables_page import TablesPage

    return TablesPage(desk)


def _plan(desk: BureauDesk) -> BureauPage:
    from ui.bureau.plan.plan_page import PlanPage

    return PlanPage(desk)


def _form(desk: BureauDesk) -> BureauPage:
    from ui.bureau.form_page import FormPage

    return FormPage(desk)


def _keys(desk: BureauDesk) -> BureauPage:
    from ui.bureau.keys.keys_page import BureauKeysPage

    return BureauKeysPage(desk)


def _officers(desk: BureauDesk) -> BureauPage:
    from ui.bureau.keys.officers_page import OfficersPage

    return OfficersPage(desk)


def _settings(desk: BureauDesk) -> BureauPage:
    from ui.bureau.store.settings_page import SettingsPage

    return SettingsPage(desk)


def _backup(desk: BureauDesk) -> BureauPage:
    from ui.bureau.store.backup_page import BackupPage

    return BackupPage(desk)


def _journal(desk: BureauDesk) -> BureauPage:
    from ui.bureau.store.journal_page import JournalPage

    return JournalPage(desk)


_MAKERS: dict[str, Callable[[BureauDesk], BureauPage]] = {
    "page.today": _today,
    "page.schools": _schools,
    "page.import": _import,
    "page.evaluation": _evaluation,
    "page.patterns": _patterns,
    "page.plan": _plan,
    "page.form": _form,
    "page.settings": _settings,
    "page.keys": _keys,
    "page.backup": _backup,
    "page.journal": _journal,
    SCHOOL_PAGE: _school,
    FIGURE_PAGE: _figure,
    SLIP_PAGE: _slip,
    RETURN_PAGE: _return,
    RAW_PAGE: _raw,
    OFFICERS_PAGE: _officers,
    TABLES_PAGE: _tables,
    BATCH_PAGE: _batch,
    COMPARE_PAGE: _compare,
}
