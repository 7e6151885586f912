"""IdentityOffer: where the form says another code or name than the store, the store can follow."""

from PySide6.QtCore import QObject, Slot

from forms.live.delta import Delta
from operations.new_store import school_code_fault, school_name_fault
from operations.school.identity import CODE, NAME, correct_identity
from ui.parts.page.strips import MessageStrip
from ui.school.desk import SchoolDesk

_OFFER = "填报库也改过来(&Y)"


class IdentityOffer(QObject):
    """Offers it in the strip when somebody has typed so, as long as the school is not enrolled.

    It asks nothing and stops no typing: the request and the packages go by what the store says.
    """

    def __init__(self, desk: SchoolDesk, strip: MessageStrip) -> None:
        super().__init__(strip)
        self._desk = desk
        self._strip = strip
        desk.session.changed.connect(self._on_changed)

    @Slot(object)
    def _on_changed(self, delta: Delta) -> None:
        if not delta.addresses.isdisjoint({CODE, NAME}) and self._is_wanted():
            meta = self._desk.facts.meta
            self._strip.say(
                f"建库时填的是“{meta.school_name}”（{meta.school_code}），开户申请也用它。",
                tone="query",
                detail="当时写错了的，现在可以一起改正。",
            )
            self._strip.offer(_OFFER, self._correct, icon="pen-line")

    def _typed(self) -> tuple[str, str]:
        answers = self._desk.session.sheet.record.answers
        return answers.get(CODE, ""), answers.get(NAME, "")

    def _is_wanted(self) -> bool:
        facts, (code, name) = self._desk.facts, self._typed()
        asked = facts.request is not None and facts.request.waiting
        if facts.enrolment is not None or asked:
            return False
        if school_code_fault(code) or school_name_fault(name):
            return False
        return (code, name) != (facts.meta.school_code, facts.meta.school_name)

    def _correct(self) -> None:
        (code, name), actor = self._typed(), self._desk.clerk
        self._desk.step(
            lambda store: correct_identity(store, school_code=code, school_name=name, actor=actor),
            owner=self,
            then=lambda _: self._strip.say(f"已改正：{name}（{code}）。", tone="ok"),
            fail=self._strip.fail,
        )
