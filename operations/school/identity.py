"""Who a school is: asked once, when its store is made, and put right until it is enrolled."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forms.edits import Edit, SetAnswer
from forms.workflow import Actor, editable
from operations.errors import Misused, NotEditable, Refused
from operations.new_store import school_code_fault, school_name_fault
from operations.school.keys.enrolment import enrolment
from operations.school.keys.requests import last_request
from operations.school.store import founding_school, open_school
from storage.school.store import SchoolStore

CODE, NAME, TYPE = "profile.school_code", "profile.school_name", "profile.school_type"
"""The fields of the form that ask for the same."""


def found_school(
    path: Path, *, school_code: str, school_name: str, period: int, actor: Actor
) -> SchoolStore:
    """Make a school's store in which what was asked is answered already; errors as :func:`founding`."""
    with founding(
        path, school_code=school_code, school_name=school_name, period=period, actor=actor
    ):
        pass
    return open_school(path)


@contextmanager
def founding(
    path: Path,
    *,
    school_code: str,
    school_name: str,
    period: int,
    actor: Actor,
    school_type: str = "",
) -> Iterator[SchoolStore]:
    """Make a school's store with what was just asked and what the block writes: all, or no store.

    Whatever ends the program on the way, nobody finds a store that looks begun and says less than
    was asked.

    Args:
        path: Where the store goes.
        school_code: 学校标识码.
        school_name: Name of the school.
        period: The year reported.
        actor: Who makes it.
        school_type: Code of 办学类型, where it is known.

    Raises:
        Misused: Code, name or period cannot be right.
        storage.errors.EnvironmentProblem: The file exists, or cannot be written.

    """
    with founding_school(
        path, school_code=school_code, school_name=school_name, period=period, actor=actor
    ) as store:
        meta = store.meta
        known = {CODE: meta.school_code, NAME: meta.school_name, TYPE: school_type}
        edits = [SetAnswer(field, text) for field, text in known.items() if text]
        store.answers.write(edits, actor=actor, reason="建库时填写")
        yield store


def correct_identity(
    store: SchoolStore, *, school_code: str, school_name: str, actor: Actor
) -> None:
    """Put code and name of the school right, in the form too where it says the same.

    Raises:
        Misused: Code or name cannot be right.
        Refused: The school is enrolled, or waits to be: its certificate names both.
        NotEditable: The return is no draft.

    """
    code, name = school_code.strip(), school_name.strip()
    if fault := school_code_fault(code) or school_name_fault(name):
        raise Misused(fault)
    _check_open(store)
    meta, answers = store.meta, store.answers.load().answers
    pairs = ((CODE, meta.school_code, code), (NAME, meta.school_name, name))
    edits: list[Edit] = [
        SetAnswer(field, new) for field, old, new in pairs if answers.get(field) in {None, old}
    ]
    with store.transaction():
        store.update_meta(school_code=code, school_name=name, actor=actor)
        store.answers.write(edits, actor=actor, reason="改正学校标识")


def _check_open(store: SchoolStore) -> None:
    if enrolment(store) is not None:
        raise Refused(
            "学校已经开户，证书上写着标识码和名称，不能在这里改。确实写错的，请联系区局重新开户。"
        )
    request = last_request(store)
    if request is not None and request.waiting:
        raise Refused("开户申请里写着现在的标识码。请先撤回开户申请，改正以后再重新生成。")
    if not editable(store.revisions.state):
        state = store.revisions.state.label
        raise NotEditable(f"填报表现在是“{state}”，不能改正学校标识。请先退回填报。")
