"""Who is 统计人员 and who 审核人: asked for by name, and registered for the school."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from forms.confirmation import Signatory
from ui.school.desk import SchoolDesk

BESIDE_HEAD = (Signatory.STATISTICIAN, Signatory.REVIEWER)
"""Whom the school registers; the certificate names the head."""


def register_people(desk: SchoolDesk, known: Mapping[Signatory, str], *, owner: QObject) -> None:
    """Ask for the two names and register them; nothing is changed where one is not given."""
    names: list[str] = []
    for signatory in BESIDE_HEAD:
        name = desk.desktop.messages.text(
            f"登记{signatory.label}",
            f"写明本校{signatory.label}的姓名，以后每一期都用它，换人时再改。"
            "单位负责人以签名证书上的姓名为准，不用登记。",
            label="姓名",
            accept="登记",
            initial=known.get(signatory, ""),
            line=True,
        )
        if name is None:
            return
        names.append(name)
    from operations.school.signing.confirm import name_people

    actor = desk.clerk
    desk.step(
        lambda store: name_people(store, statistician=names[0], reviewer=names[1], actor=actor),
        owner=owner,
    )
