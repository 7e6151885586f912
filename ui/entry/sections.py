"""SectionList: the left navigation, forms with their sections and how far each is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal, Slot

from forms.live.progress import SectionProgress
from forms.spec import Form
from ui.entry.places import Place, find_place, places_in
from ui.entry.session import FormSession
from ui.models.row_list import ListRow, RowLook
from ui.parts.rows.row_list import RowList
from ui.theme import Theme

_DONE = "完成"


@dataclass(frozen=True, slots=True)
class FormRow:
    """The row of a form itself; choosing it opens its first unfinished section."""

    form: str


class SectionList(RowList):
    """The forms; the current one unfolds into its sections."""

    place_chosen = Signal(object)

    def __init__(self, session: FormSession, theme: Theme) -> None:
        super().__init__(theme, "表与部分", part="navigation")
        self._session = session
        self._place = Place("", 0)
        self._comments: Counter[Place] = Counter()
        self._progress = {form.id: session.opened.told.progress(form.id) for form in self.forms()}
        self.chosen.connect(self._on_chosen)
        self._show()

    def forms(self) -> tuple[Form, ...]:
        """The forms that are filled here."""
        return self._session.forms

    def places(self) -> list[Place]:
        return places_in(self.forms())

    def show_place(self, place: Place) -> None:
        """Unfold the form of a section and mark the section."""
        self._place = place
        self._show()
        self.select(place)

    def show_comments(self, addresses: Sequence[str]) -> None:
        """Count the open remarks of principal and bureau at these addresses too."""
        places = (find_place(self.forms(), address) for address in addresses)
        self._comments = Counter(place for place in places if place is not None)
        self._show()

    def refresh(self, forms: Sequence[str]) -> None:
        """Count again what is left in these forms."""
        for form in forms:
            if form in self._progress:
                self._progress[form] = self._session.opened.told.progress(form)
        self._show()

    def done_sections(self) -> tuple[int, int]:
        """How many sections are done, and how many there are."""
        every = [part for parts in self._progress.values() for part in parts]
        return sum(part.is_done for part in every), len(every)

    @Slot(object)
    def _on_chosen(self, payload: object) -> None:
        if isinstance(payload, Place):
            self.place_chosen.emit(payload)
        elif isinstance(payload, FormRow):
            parts = self._progress[payload.form]
            undone = next((part.section for part in parts if not part.is_done), 0)
            self.place_chosen.emit(Place(payload.form, undone))

    def _show(self) -> None:
        rows = []
        for form in self.forms():
            parts = self._progress[form.id]
            unfolded = form.id == self._place.form
            places = [Place(form.id, part.section) for part in parts]
            remarks = sum(self._comments[place] for place in places)
            look = _form_look(form, parts, unfolded=unfolded)
            rows.append(ListRow(_with_remarks(look, remarks), FormRow(form.id)))
            if unfolded:
                looks = map(_section_look, parts)
                rows += [
                    ListRow(_with_remarks(look, self._comments[place]), place)
                    for look, place in zip(looks, places, strict=True)
                ]
        marked = self.selectionModel().hasSelection()
        self.show_rows(rows)
        if marked:
            self.select(self._place)
        else:
            self.clearSelection()  # another page is in sight


def _form_look(form: Form, parts: Sequence[SectionProgress], *, unfolded: bool) -> RowLook:
    icon, tone, trailing = _standing(
        errors=sum(part.errors for part in parts),
        queries=sum(part.queries for part in parts),
        filled=sum(part.filled for part in parts),
        total=sum(part.total for part in parts),
    )
    trailing_tone = tone if tone in {"error", "query"} else "muted"
    return RowLook(
        form.label,
        icon=icon,
        tone=tone,
        trailing=trailing,
        trailing_tone=trailing_tone,
        strong=unfolded,
    )


def _section_look(part: SectionProgress) -> RowLook:
    icon, tone, trailing = _standing(
        errors=part.errors, queries=part.queries, filled=part.filled, total=part.total
    )
    done = trailing == _DONE
    trailing_tone = tone if tone in {"error", "query"} else "muted"
    return RowLook(
        _short(part.title),
        icon=icon,
        tone=tone,
        trailing="" if done else trailing,
        note=_DONE if done else "",
        trailing_tone=trailing_tone,
        indent=1,
    )


def _with_remarks(look: RowLook, count: int) -> RowLook:
    """A row that has open remarks says so, whatever else is to be done there."""
    if not count:
        return look
    words = "　".join(part for part in (look.trailing.removesuffix(_DONE), f"{count} 意见") if part)
    icon = (look.icon, look.tone) if look.tone == "error" else ("message-square", "accent")
    return replace(look, icon=icon[0], tone=icon[1], trailing=words, trailing_tone=icon[1], note="")


def _standing(*, errors: int, queries: int, filled: int, total: int) -> tuple[str, str, str]:
    """Icon, its colour role and a word: what is wrong, then what is left to fill, then to explain."""
    wrong = errors - (total - filled)  # every blank is one error; it is no fault yet
    if wrong > 0:
        return "circle-alert", "error", f"{wrong} 错误"
    if filled < total:
        return ("circle-dashed" if filled else "circle"), "muted", f"{filled}/{total}"
    if queries:
        return "triangle-alert", "query", f"{queries} 待说明"
    return "circle-check", "ok", _DONE


def _short(title: str) -> str:
    return title.partition("（")[0]
