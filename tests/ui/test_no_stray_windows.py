"""Nothing but the window itself and its dialogs ever comes up as a window of its own."""

from ui.entry.places import Place
from ui.school.face import SchoolFace


def test_no_page_of_the_school_flashes_up(strays: list[str], school: SchoolFace) -> None:
    strays.clear()
    for section in school.desk.session.sheet.plan.pack.school_forms:
        school.entry.pages.show_place(Place(section.id, 0))
    for page in ("keys", "review", "delivery", "history", "exchange"):
        school.pages.show_page(f"page.{page}")
    assert strays == []
