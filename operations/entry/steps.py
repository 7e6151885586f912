"""What undoing or redoing one step changed: where, and in a sentence with old and new texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from forms.edits import Await, DeleteRow, Edit, InsertRow, Justify, MarkEmpty, SetAnswer, SetCell
from forms.live.last_year import place_label
from forms.live.sheet import Sheet
from forms.record import cell_address, row_address, split_address
from forms.signs import BLANK

MANY: Final = 1000
"""A step that takes back more places than this is asked about before."""

_NAMED_FORMS = 3
_MOST_TEXT = 20


@dataclass(frozen=True, slots=True)
class TakenStep:
    """One step that was undone, or done again.

    Attributes:
        sentence: What it changed, for people; it counts what lies on other forms too.
        address: Where the cursor belongs: a field, the cell at the top left of what changed in a table,
            or the row that now stands where one went; ``""`` if nowhere.

    """

    sentence: str
    address: str


def nothing_left(*, undone: bool) -> TakenStep:
    """The step that was asked for when there is none."""
    return TakenStep("没有可以撤销的修改了。" if undone else "没有可以重做的修改了。", "")


def many_undone(sheet: Sheet, edits: Sequence[Edit]) -> str:
    """Say how many places on which forms undoing would take back; ``""`` where they are not many."""
    places = list(dict.fromkeys(_place(edit) for edit in edits))
    if len(places) <= MANY:
        return ""
    where = _where(sheet, places)
    return f"这一步要撤回 {len(places)} 处{where}，都改回这一步以前的内容。撤销以后，按 Ctrl+Y 可以找回来。"


@dataclass(frozen=True, slots=True)
class BeforeStep:
    """What has to be remembered of the sheet before the edits of a step are applied.

    Attributes:
        edits: The edits, in the order in which the step was made.
        texts: Address → text as it was shown.
        titles: Table id → row id → title.

    """

    edits: tuple[Edit, ...]
    texts: Mapping[str, str]
    titles: Mapping[str, Mapping[str, str]]


def before_step(sheet: Sheet, edits: Sequence[Edit], *, undone: bool) -> BeforeStep:
    """Remember how the places of a step read before it; ``edits`` undo it, or do it again."""
    if undone:
        edits = edits[::-1]  # undone from its end, told from its beginning
    # What also confirms a place, or makes way for rows, is told by what it changed there.
    edits = [edit for edit in edits if not isinstance(edit, Await | MarkEmpty)] or list(edits)
    titles = _titles(sheet, edits)
    texts = {place: _text(sheet, place, titles) for place in map(_place, edits)}
    return BeforeStep(tuple(edits), texts, titles)


def step_taken(sheet: Sheet, before: BeforeStep, *, undone: bool) -> TakenStep:
    """Say what a step changed, now that the sheet has followed it."""
    places = list(dict.fromkeys(_seen_at(sheet, edit) for edit in before.edits))
    first = next((place for place in map(_place, before.edits) if place), "")
    address = _anchor(sheet, before, first) if first else places[0]
    verb = "已撤销" if undone else "已重做"
    told = _Telling(sheet, before).first(undone=undone)
    if len(places) == 1:
        return TakenStep(f"{verb}：{told}。", address)
    way_back = "要找回来，按 Ctrl+Y。" if undone and len(places) > MANY else ""
    where = _where(sheet, places)
    said = f"{verb}一步，共 {len(places)} 处{where}。第一处：{told}。{way_back}"
    return TakenStep(said, address)


def _where(sheet: Sheet, places: Sequence[str]) -> str:
    """On which forms places lie, the first ones by name."""
    forms = list(dict.fromkeys(place.partition(".")[0] for place in places if place))
    labels = [sheet.plan.pack.form_by_id[form].label for form in forms]
    where = "、".join(f"“{label}”" for label in labels[:_NAMED_FORMS])
    more = f"等 {len(labels)} 张表" if len(labels) > _NAMED_FORMS else ""
    return f"，在{where}{more}" if where else ""


class _Telling:
    """Says what one edit of a step did."""

    def __init__(self, sheet: Sheet, before: BeforeStep) -> None:
        self._sheet = sheet
        self._before = before
        self._after = _titles(sheet, before.edits)

    def first(self, *, undone: bool) -> str:
        """What the first edit that has a place did, or the first of all."""
        edits = self._before.edits
        edit = next((edit for edit in edits if _place(edit)), edits[0])
        match edit:
            case SetAnswer() | SetCell():
                return self._text_change(_place(edit), undone=undone)
            case InsertRow(table, _, row):
                return f"{self._row(table, row.id, self._after)}{'恢复' if undone else '加上'}了"
            case DeleteRow(table, row_id):
                return f"{self._row(table, row_id, self._before.titles)}去掉了"
            case MarkEmpty(table, empty):
                mark = "勾上了" if empty else "取消了"
                return f"【{self._label(table)}】{mark}“本表无数据”"
            case Await(address, waiting):
                return f"{place_label(self._sheet, address)}{'又待确认' if waiting else '已确认'}"
            case _:
                place = _justified(self._sheet, edit)
                about = f"{self._named(place)}的说明" if place else "一条说明"
                return about + ("改回了原来的" if undone else "又改了")

    def _text_change(self, address: str, *, undone: bool) -> str:
        new = _text(self._sheet, address, self._after)
        verb = "改回" if undone else "改为"
        texts = f"由“{_short(self._before.texts[address])}”{verb}“{_short(new)}”"
        return f"{self._named(address)}{texts}"

    def _named(self, address: str) -> str:
        head, row, column = split_address(address)
        if row is None:
            return self._label(head)
        titles = self._after if row in self._after.get(head, {}) else self._before.titles
        named = self._row(head, row, titles)
        if column is None:
            return named
        return f"{named}的{self._sheet.plan.tables[head].table.by_id[column].label}"

    def _row(self, table: str, row: str, titles: Mapping[str, Mapping[str, str]]) -> str:
        title = titles.get(table, {}).get(row)
        return f"【{self._label(table)}】{f'“{title}”' if title else '一行'}"

    def _label(self, item: str) -> str:
        pack = self._sheet.plan.pack
        return (pack.fields.get(item) or pack.tables[item]).label


def _anchor(sheet: Sheet, before: BeforeStep, first: str) -> str:
    """The top left of what changed in the table of the first place; another place is its own."""
    head, row, _ = split_address(first)
    if row is None:
        return first
    now = [one.id for one in sheet.rows(head)]
    were = list(before.titles[head])
    changed = [split_address(place) for place in map(_place, before.edits)]
    rows = [one for table, one, _ in changed if table == head and one]
    at = min(now.index(one) if one in now else were.index(one) for one in rows)
    if not now:
        return head
    places = {column.id: n for n, column in enumerate(sheet.plan.tables[head].table.columns)}
    columns = [column for table, _, column in changed if table == head and column]
    anchor = now[min(at, len(now) - 1)]
    if not columns:
        return row_address(head, anchor)
    return cell_address(head, anchor, min(columns, key=places.__getitem__))


def _place(edit: Edit) -> str:
    """Where an edit can be seen; ``""`` for a 说明, which stands at its problem."""
    match edit:
        case SetCell(table, row, column, _):
            return cell_address(table, row, column)
        case InsertRow(table, _, row):
            return row_address(table, row.id)
        case DeleteRow(table, row_id):
            return row_address(table, row_id)
        case SetAnswer(place, _) | MarkEmpty(place, _) | Await(place, _):
            return place
        case Justify():
            return ""


def _justified(sheet: Sheet, edit: Edit) -> str:
    """Where the problem stands that a 说明 is about; ``""`` if it is no problem any more."""
    key = edit.key if isinstance(edit, Justify) else ""
    return next((found.place for found in sheet.problems if found.key == key), "")


def _seen_at(sheet: Sheet, edit: Edit) -> str:
    """Where an edit can be seen, a 说明 at its problem."""
    return _place(edit) or _justified(sheet, edit)


def _titles(sheet: Sheet, edits: Sequence[Edit]) -> dict[str, dict[str, str]]:
    heads = {split_address(_seen_at(sheet, edit))[0] for edit in edits}
    tables = heads & sheet.plan.tables.keys()
    return {table: {row.id: row.title for row in sheet.rows(table)} for table in tables}


def _text(sheet: Sheet, address: str, titles: Mapping[str, Mapping[str, str]]) -> str:
    head, row, column = split_address(address)
    if head in sheet.plan.fields:
        return sheet.cell(address).text
    if column is None or row not in titles.get(head, {}):
        return ""
    return sheet.cell(address).text


def _short(text: str) -> str:
    line = " ".join(text.split())
    return (line if len(line) <= _MOST_TEXT else f"{line[:_MOST_TEXT]}…") or BLANK
