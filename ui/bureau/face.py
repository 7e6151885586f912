"""BureauFace: the bureau's side of the window, put together from its parts."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from operations.store_place import StorePlace
from ui.actions import Actions
from ui.bureau.actions import BUREAU_ACTIONS, PAGES
from ui.bureau.desk import BureauDesk
from ui.bureau.next_step import next_step
from ui.bureau.work_page import RETURN_PAGE, SLIP_PAGE
from ui.desktop import Desktop
from ui.entry.actions import ENTRY_ACTIONS
from ui.face import Face
from ui.recent import watched_folder

_UNLOCK = "密钥用来打开上报包、签发回执和退回单；关闭窗口或锁上后失效。"
_FORMS = frozenset({"page.form", RETURN_PAGE})
"""Pages on which fields are searched for, not schools."""
_SCHOOLS = "page.schools"
_IMPORT = "page.import"
_HINTS = (
    "方向键　在表中移动；Enter　打开这一行",
    "Tab　下一个按钮或表格",
    "Ctrl+C　复制一行；单击列标题排序",
)


class BureauFace(Face):
    """Navigation and pages of the district."""

    def __init__(self, desktop: Desktop, place: StorePlace) -> None:
        super().__init__(desktop)
        self.desk = BureauDesk(desktop, place, self)
        self.attach(self.desk)

    def fill(self) -> None:
        from ui.bureau.header import BureauHeader
        from ui.bureau.pages import BureauPages
        from ui.bureau.side import BureauSide

        self.title = self.desk.facts.meta.bureau_name
        self.desk.watch_colleagues()
        self.pages = BureauPages(self.desk)
        self.actions_table = Actions(self, BUREAU_ACTIONS, self._callbacks())
        self.header = BureauHeader(self.actions_table)
        self.side = BureauSide(self.desktop.theme, self.actions_table)
        self.lay_out(header=self.header, side=self.side, pages=self.pages)
        self._connect()
        self._show_facts()
        self.header.show_keys(unlocked=False)
        if watched_folder(self.desk.place) is not None:
            self.pages.page(_IMPORT)  # it watches from the start, whatever page is in sight
        self.pages.show_page(PAGES[0])

    def _connect(self) -> None:
        self.desk.facts_changed.connect(self._on_facts_changed)
        self.desk.keys_changed.connect(self._on_keys_changed)
        self.header.next_wanted.connect(self.go_on)
        self.side.page_chosen.connect(self.pages.show_page)
        self.pages.page_shown.connect(self._on_page_shown)

    def _callbacks(self) -> dict[str, Callable[[], object]]:
        return {
            **{page: partial(self.pages.show_page, page) for page in PAGES},
            **self.window_callbacks((*BUREAU_ACTIONS, *ENTRY_ACTIONS), *_HINTS),
            "page.back": self.pages.back,
            "schools.search": self._search,
            "bureau.next_step": self.go_on,
            "bureau.reconnect": self.desk.reconnect,
            "keys.lock": self._switch_lock,
        }

    # -- what the user does --------------------------------------------------------------------

    def go_on(self) -> None:
        """Do, or lead to, what comes next."""
        step = self._step
        self.pages.show_page(step.target)
        if step.act:
            self.pages.page(step.target).act(step.act)

    def _search(self) -> None:
        """Look for a field where a form is filled in, else for a school."""
        page = self.pages.current_id if self.pages.current_id in _FORMS else _SCHOOLS
        if page != self.pages.current_id:
            self.pages.show_page(page)
        self.pages.page(page).act("search")

    def _switch_lock(self) -> None:
        if self.desk.unlocked:
            self.desk.lock()
        else:
            self.desk.unlock(_UNLOCK, lambda: None)

    # -- keeping up ----------------------------------------------------------------------------

    def _show_facts(self) -> None:
        facts = self.desk.facts
        self.header.show_facts(facts, today=datetime.now(UTC).astimezone().date())
        self.header.show_officer(self.desk.actor.name, facts.officers)
        self.side.show_facts(facts)
        self._step = next_step(facts)
        self.header.show_next(self._step)

    def _on_facts_changed(self) -> None:
        self._show_facts()
        self.pages.refresh()

    def _on_keys_changed(self) -> None:
        self.header.show_keys(unlocked=self.desk.unlocked)
        self.strip.clear()

    def _on_page_shown(self, page_id: str) -> None:
        if page_id in PAGES:
            self.side.pages.select(page_id)
        self.strip.clear()
        if self.desk.colleagues is not None:
            school = self.pages.page(page_id).school_in_sight
            self.desk.colleagues.show(school, writes=page_id == SLIP_PAGE)

    # -- leaving -------------------------------------------------------------------------------

    def hand_on(self) -> None:
        """Hand on what is being typed into the bureau's form, and stop a running import."""
        self.pages.stop()
        super().hand_on()
