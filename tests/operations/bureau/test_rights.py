"""The right of each step: asked in one place, refused in words, noted in the journal."""

import ast
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.pki.authority import Authority
from forms.confirmation import Signatory
from forms.rights import ALL_RIGHTS, Right
from operations.bureau import clock, rights, settings
from operations.bureau.evaluation import district_form as form
from operations.bureau.intake import import_packages as intake
from operations.bureau.intake import undo
from operations.bureau.keys import renew
from operations.bureau.keys.officers import (
    revoke_officer,
    set_rights,
)
from operations.bureau.returns import last_year
from operations.bureau.rights import fault_of, may
from operations.bureau.schools import enrol, own_keys
from operations.bureau.schools import roster as rosters
from operations.bureau.sent import issue, receipts, slip_batch
from operations.bureau.store import officer
from operations.errors import Refused
from operations.journal.proof import verify_history
from storage.bureau.officers import Officer
from storage.journal.journal import EntryKind
from tests.operations import care
from tests.operations.office import FIRST, SECOND, Office, added
from tests.operations.staging import PRIMARY

Step = Callable[[Office, Path], object]


def _authority(found: Office) -> Authority:
    return found.life.authority


STEPS: dict[str, tuple[Right, Step]] = {
    "import": (Right.INTAKE, lambda o, _: intake.import_packages(o.second, [])),
    "undo import": (
        Right.INTAKE,
        lambda o, _: undo.undo_import(o.second.store, PRIMARY.code, actor=SECOND, reason="x"),
    ),
    "renumber": (
        Right.INTAKE,
        lambda o, _: undo.restart_chain(o.second.store, PRIMARY.code, 7, actor=SECOND, reason="x"),
    ),
    "return": (
        Right.REVIEW,
        lambda o, _: issue.issue_return_slip(o.second, PRIMARY.code, reason="x"),
    ),
    "returns": (Right.REVIEW, lambda o, p: slip_batch.issue_batch(o.second, [], p, reason="x")),
    "receipt": (Right.RECEIPTS, lambda o, _: issue.issue_receipt(o.second, care.newest(o.life))),
    "receipts": (Right.RECEIPTS, lambda o, _: receipts.issue_receipts(o.second)),
    "settings": (
        Right.SETTINGS,
        lambda o, _: settings.change_settings(o.second.store, {}, actor=SECOND),
    ),
    "roster": (
        Right.SETTINGS,
        lambda o, _: rosters.put_roster(o.second.store, care.roster_rows("新校长"), actor=SECOND),
    ),
    "undo roster": (
        Right.SETTINGS,
        lambda o, _: rosters.undo_roster(o.second.store, actor=SECOND),
    ),
    "retire": (
        Right.SETTINGS,
        lambda o, _: rosters.retire_school(o.second.store, PRIMARY.code, actor=SECOND),
    ),
    "last year": (
        Right.SETTINGS,
        lambda o, _: last_year.take_over_last_year(o.second.store, o.second.store, actor=SECOND),
    ),
    "last figures": (
        Right.SETTINGS,
        lambda o, _: last_year.keep_last_figures(
            o.second.store, PRIMARY.code, last_year.LastFigures(), actor=SECOND
        ),
    ),
    "clock": (
        Right.SETTINGS,
        lambda o, _: clock.correct_clock(o.second.store, actor=SECOND, reason="x"),
    ),
    "fill": (
        Right.SETTINGS,
        lambda o, p: form.fill_bureau_form(o.second.store, [p], actor=SECOND),
    ),
    "document": (
        Right.SETTINGS,
        lambda o, _: form.fill_bureau_document(o.second.store, {}, actor=SECOND, find=str.encode),
    ),
    "enrol": (
        Right.KEYS,
        lambda o, _: enrol.enrol_school(o.second, b"", authority=_authority(o)),
    ),
    "revoke": (
        Right.KEYS,
        lambda o, _: enrol.revoke_school(
            o.second.store, PRIMARY.code, authority=_authority(o), actor=SECOND, reason="x"
        ),
    ),
    "renew": (
        Right.KEYS,
        lambda o, _: renew.renew_certificate(
            o.second, care.newest(o.life), authority=_authority(o)
        ),
    ),
    "renew all": (
        Right.KEYS,
        lambda o, _: renew.renew_certificates(
            o.second, [renew.Renewal(care.newest(o.life), "")], authority=_authority(o)
        ),
    ),
    "revocations": (
        Right.KEYS,
        lambda o, _: renew.refresh_revocations(
            o.second.store, authority=_authority(o), actor=SECOND
        ),
    ),
    "certify": (
        Right.KEYS,
        lambda o, _: own_keys.certify(
            o.second.store,
            b"",
            own_keys.Office(PRIMARY.code, Signatory.REVIEWER, "x"),
            request_fingerprint=None,
            authority=_authority(o),
            actor=SECOND,
        ),
    ),
    "revoke own": (
        Right.KEYS,
        lambda o, _: own_keys.revoke_own(
            o.second.store,
            PRIMARY.code,
            Signatory.REVIEWER,
            authority=_authority(o),
            actor=SECOND,
            reason="x",
        ),
    ),
    "add officer": (Right.KEYS, lambda o, _: added(o.second, "王芳", _authority(o))),
    "rights": (
        Right.KEYS,
        lambda o, _: set_rights(
            o.second.store, "李娜", ALL_RIGHTS, authority=_authority(o), actor=SECOND
        ),
    ),
    "revoke officer": (
        Right.KEYS,
        lambda o, _: revoke_officer(
            o.second.store, FIRST.name, authority=_authority(o), actor=SECOND, reason="x"
        ),
    ),
}
"""Every step of an officer that changes the store, and the right it needs."""


class TestEveryStep:
    def test_is_refused_in_words_without_its_right_and_the_journal_says_so(
        self, opened: Office, tmp_path: Path
    ) -> None:
        care.taken(opened.life, tmp_path)
        store = opened.second.store
        for name, (right, step) in STEPS.items():
            opened.allow(*(ALL_RIGHTS - {right}))
            before = store.journal.head().seq
            said = (
                f"李娜没有“{right.label}”的权限，这一步没有做。请由有这项权限的操作员来做，"
                f"或请{_holders(right)}用根密钥给予权限。"
            )
            with pytest.raises(Refused, match=f"^{said}$"):
                step(opened, tmp_path)
            [entry] = [item for item in store.journal.entries(limit=None) if item.seq > before]
            assert (entry.kind, entry.actor) == (EntryKind.NOT_ALLOWED, SECOND), name
            assert (entry.payload, entry.reason) == ({"right": right.value}, said)
        assert verify_history(store).intact

    def test_with_its_right_alone_it_is_not_refused_for_want_of_one(
        self, opened: Office, tmp_path: Path
    ) -> None:
        care.taken(opened.life, tmp_path)
        store = opened.second.store
        for name, (right, step) in STEPS.items():
            if name == "revoke officer":  # it would take away who gives the rights here
                continue
            opened.allow(right)
            with suppress(Exception):  # many have nothing to work on here
                step(opened, tmp_path)
        assert store.journal.last(EntryKind.NOT_ALLOWED) is None

    def test_the_form_of_the_district_opens_for_reading_alone(self, opened: Office) -> None:
        assert not form.open_bureau_form(opened.second.store, actor=SECOND).editable
        opened.allow(Right.SETTINGS)
        assert form.open_bureau_form(opened.second.store, actor=SECOND).editable
        assert may(opened.second.store, SECOND, Right.SETTINGS)

    def test_a_name_that_is_no_officers_may_nothing(self, opened: Office) -> None:
        with pytest.raises(
            Refused, match=f"“区局操作员”不是这个局端库的操作员（{FIRST.name}、李娜）"
        ):
            undo.undo_import(
                opened.second.store, PRIMARY.code, actor=officer("区局操作员"), reason="x"
            )
        entry = opened.second.store.journal.last(EntryKind.NOT_ALLOWED)
        assert entry is not None
        assert entry.actor.name == "区局操作员"


PARTS = {
    "at_work": "looks whose the keys are",
    "check_own_keys": "looks whose the keys are",
    "import_job": "part of an import",
    "issue_file": "part of what signs",
    "open_bureau_form": "opens for reading without the right",
    "open_school_return": "reads",
    "publish_revocations": "part of what revokes",
    "put_roster": "asks by write_roster",
    "rehearse_import": "writes nothing",
    "renew_operator": "everybody's own, with the root key",
    "revoke_all": "part of what revokes",
    "settle": "part of an import",
    "sign_head": "signs what was written",
    "sign_receipt": "part of what answers",
}
"""Functions of an officer that ask for no right, and why."""


def test_whatever_an_officer_does_asks_for_a_right() -> None:
    silent = {
        found.name
        for path in Path(rights.__file__).parent.rglob("*.py")
        for found in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(found, ast.FunctionDef) and not found.name.startswith("_")
        if {"actor", "desk"} & {one.arg for one in (*found.args.args, *found.args.kwonlyargs)}
        if not any(isinstance(part, ast.Name) and part.id == "require" for part in ast.walk(found))
    }
    assert silent - {"require", "may"} == set(PARTS)


def _holders(right: Right) -> str:
    return FIRST.name if right is Right.KEYS else f"{FIRST.name}、李娜"


NAMES = ("王芳", "李娜", "赵强", "陈静")
OFFICERS = st.lists(st.frozensets(st.sampled_from(Right)), max_size=len(NAMES)).map(
    lambda found: tuple(
        Officer(number, NAMES[number - 1], rights) for number, rights in enumerate(found, start=1)
    )
)


@given(OFFICERS, st.sampled_from((*NAMES, "别人")), st.sampled_from(Right))
def test_what_is_asked_is_refused_exactly_where_the_right_is_missing(
    officers: tuple[Officer, ...], name: str, right: Right
) -> None:
    fault = fault_of(officers, name, right)
    has = any(item.name == name and right in item.rights for item in officers)
    assert (fault == "") is (has or not officers)
    if fault:
        assert fault.endswith("。")
        assert name in fault
        givers = [item.name for item in officers if Right.KEYS in item.rights]
        assert all(giver in fault for giver in givers)
        assert (right.label in fault) is (name in {item.name for item in officers})
