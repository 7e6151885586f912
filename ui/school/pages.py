"""SchoolPages: the pages of the steps of a return, in one stack with the sections of its forms."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot

from ui.parts.frame.page_stack import PageStack
from ui.parts.page.cards import Page
from ui.school.desk import SchoolDesk


class SchoolPages(PageStack[Page]):
    """Pages of steps by id; :class:`ui.entry.section_pages.SectionPages` adds the sections."""

    jumped = Signal(str)
    """Address of a place in the forms that is to be shown."""

    def __init__(self, desk: SchoolDesk) -> None:
        super().__init__({page_id: partial(make, desk) for page_id, make in _MAKERS.items()})

    def on_made(self, page: Page) -> None:
        """Let no message of a page move what is being typed there."""
        page.hold_cursor()
        page.jumped.connect(self.jumped)

    @Slot(str)
    def show_page(self, page_id: str) -> None:
        """Show the page of a step."""
        page = self.page(page_id)
        page.refresh()
        self.setCurrentWidget(page)
        page.settle()
        page.focus_first()
        self.page_shown.emit(page_id)


def _keys(desk: SchoolDesk) -> Page:
    from ui.school.keys.keys_page import KeysPage

    return KeysPage(desk)


def _review(desk: SchoolDesk) -> Page:
    from ui.school.review.review_page import ReviewPage

    return ReviewPage(desk)


def _delivery(desk: SchoolDesk) -> Page:
    from ui.school.delivery.delivery_page import DeliveryPage

    return DeliveryPage(desk)


def _points(desk: SchoolDesk) -> Page:
    from ui.school.points.points_page import PointsPage

    return PointsPage(desk)


def _history(desk: SchoolDesk) -> Page:
    from ui.school.history.history_page import HistoryPage

    return HistoryPage(desk)


def _handover(desk: SchoolDesk) -> Page:
    from ui.school.handover.handover_page import HandoverPage

    return HandoverPage(desk)


def _last_year(desk: SchoolDesk) -> Page:
    from ui.school.last_year.last_year_page import LastYearPage

    return LastYearPage(desk)


def _exchange(desk: SchoolDesk) -> Page:
    from ui.school.exchange.exchange_page import ExchangePage

    return ExchangePage(desk)


_MAKERS: dict[str, Callable[[SchoolDesk], Page]] = {
    "page.keys": _keys,
    "page.review": _review,
    "page.delivery": _delivery,
    "page.points": _points,
    "page.history": _history,
    "page.exchange": _exchange,
    "page.handover": _handover,
    "page.last": _last_year,
}
