"""PageStack: the centre of a window; makes pages when they are first needed and keeps them."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.parts.layout.shown_stack import ShownStack

PageT = TypeVar("PageT", bound=QWidget)


class PageStack(ShownStack, Generic[PageT]):
    """Pages by id. A page is brought up to date when it comes into sight, never out of sight."""

    page_shown = Signal(str)

    def __init__(self, makers: Mapping[str, Callable[[], PageT]]) -> None:
        super().__init__()
        self._makers = makers
        self.made: dict[str, PageT] = {}

    def page(self, page_id: str) -> PageT:
        """A page, made now if it was not needed before."""
        found = self.made.get(page_id)
        if found is None:
            found = self._makers[page_id]()
            self.made[page_id] = found
            self.addWidget(found)
            self.on_made(found)
        return found

    def on_made(self, page: PageT) -> None:
        """Connect a new page."""
