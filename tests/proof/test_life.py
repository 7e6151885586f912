"""Any order of the steps of a return: the stores of school and bureau do as a model in memory does."""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from forms.edits import SetAnswer
from forms.record import Return, cell_address
from forms.workflow import MoveError, State
from operations.bureau.evaluation.district_form import open_bureau_form
from operations.bureau.intake import undo
from operations.bureau.intake.import_packages import import_packages
from operations.bureau.sent import issue
from operations.bureau.store import Desk, officer
from operations.demo.run import DemoFiles
from operations.entry.open_return import OpenReturn
from operations.errors import NotEditable, NotReady
from operations.journal.proof import verify_history
from operations.school import check
from operations.school.delivery.export import export_package
from operations.school.delivery.replies import read_reply
from operations.school.signing import sign
from operations.school.store import open_return, read_record, school_engine
from storage.bureau.packages import ReturnState
from storage.bureau.store import BureauStore
from storage.errors import StoreRefusal
from storage.school.store import SchoolStore
from storage.store import Store
from tests.operations import staging
from tests.operations.staging import CLERK, PRINCIPAL
from tests.proof.entries import BLOCKS, FIGURE, NUMBERS, PASTED, TYPED, Block
from tests.proof.life import ALLOWED, Bureau, Form, Package, School, Side
from tests.storage.model import Model, plain
from tests.storage.stores import StepClock

LONG = bool(os.environ.get("YOUHENG_LONG"))
EXAMPLES, STEPS = (40, 60) if LONG else (4, 40)

SIDES = st.sampled_from(Side)
Step = Callable[..., Any]


def at(*states: State) -> Callable[[Step], Step]:
    """Only where the return of the school stands so."""
    return precondition(lambda self: self.school.state in states)


class Life(RuleBasedStateMachine):
    """Do the same to the stores and to the model; compare after each step."""

    files: ClassVar[DemoFiles]
    compared: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        files, self.folder = self.files, Path(tempfile.mkdtemp())
        self.clock = StepClock(datetime.now(UTC), timedelta(milliseconds=1))
        self.school_path = Path(shutil.copy(files.school_stores[0], self.folder))
        self.bureau_path = Path(shutil.copy(files.bureau_store, self.folder))
        self._open()
        self.code = self.school_store.meta.school_code
        first = self._sent(read_record(self.school_store), file=files.packages[0])
        filled = _form_of(self.school_store, read_record(self.school_store))
        self.school = School(filled, State.ACCEPTED, [first])
        district = _form_of(self.bureau_store, self.bureau_store.answers.load())
        district.filled_at_once(self.clock.moment)
        self.bureau = Bureau(district, [(first, ReturnState.ACCEPTED)])
        self._reopen("补充")

    def teardown(self) -> None:
        for store in (self.school_store, self.bureau_store):
            verdict = verify_history(store)
            assert verdict.findings == ()
            store.close()
        shutil.rmtree(self.folder)

    def _open(self) -> None:
        self.school_store = SchoolStore.open(self.school_path, clock=self.clock)
        self.bureau_store = BureauStore.open(self.bureau_path, clock=self.clock)
        keys = staging.daily_keys(self.files.bureau_store)
        self.desk = Desk(self.bureau_store, keys, officer("李科员"), self.clock)
        self.filing = self._filing()
        self.district = open_bureau_form(self.bureau_store, actor=self.desk.actor)

    def _filing(self) -> OpenReturn:
        return open_return(self.school_store, actor=CLERK, clock=self.clock)

    def _sent(self, record: Return, *, file: Path | None = None) -> Package:
        kept = self.school_store.deliveries.all()[-1]
        tip = self.school.tip() if hasattr(self, "school") else None
        return Package(kept.identity, kept.number, tip, kept.revision, record, file)

    def _reopen(self, reason: str) -> None:
        check.send_back(self.school_store, actor=PRINCIPAL, reason=reason)
        self.school.reopen()
        self.filing = self._filing()

    # Typing, at both sides.

    def _side(self, side: Side) -> tuple[OpenReturn, Form]:
        if side is Side.SCHOOL:
            return self.filing, self.school.form
        return self.district, self.bureau.form

    def _may_type(self, side: Side) -> bool:
        return side is Side.BUREAU or self.school.state is State.DRAFT

    @rule(side=SIDES, text=NUMBERS)
    def type(self, side: Side, text: str | None) -> None:
        opened, form = self._side(side)
        if not self._may_type(side):
            with pytest.raises(NotEditable):
                opened.set_text(TYPED[side], text)
            return
        opened.set_text(TYPED[side], text)
        form.write([SetAnswer(TYPED[side], text)], self.clock.moment)

    @rule(side=SIDES, block=BLOCKS, line=st.integers(0, 3))
    def paste(self, side: Side, block: Block, line: int) -> None:
        """Paste into a free table, from the first column of a row on."""
        if not self._may_type(side):
            return
        (opened, form), (table, columns) = self._side(side), PASTED[side]
        rows = form.model.record.tables.get(table, ())
        row = rows[line].id if line < len(rows) else "new"
        edits = form.pasted(PASTED[side], block, min(line, len(rows)))
        text = "\n".join("\t".join(cells) for cells in block)
        plan = opened.plan_paste(cell_address(table, row, columns[0]), text)
        assert len(plan.cells) + len(plan.new_rows) == len(edits)
        opened.apply_paste(plan)
        form.write(edits, self.clock.moment)

    @rule(side=SIDES, back=st.booleans())
    def undo(self, side: Side, back: bool) -> None:
        if not self._may_type(side):
            return
        opened, form = self._side(side)
        if back:
            opened.undo()
            form.model.undo()
        else:
            opened.redo()
            form.model.redo()

    # The way of a return.

    @at(State.DRAFT)
    @rule()
    def submit(self) -> None:
        if self._problems():
            with pytest.raises(NotReady, match=r"个问题没有处理，不能提交"):
                check.submit_return(self.school_store, actor=CLERK)
            return
        check.submit_return(self.school_store, actor=CLERK)
        self.school.move(State.IN_REVIEW)
        self.filing = self._filing()

    def _problems(self) -> bool:
        engine = school_engine(self.school_store)
        sheet = engine.open(self.school.form.model.record, self.filing.context)
        return bool(sheet.open_problems)

    @at(State.IN_REVIEW)
    @rule()
    def send_back(self) -> None:
        check.send_back(self.school_store, actor=PRINCIPAL, reason="核对")
        self.school.move(State.DRAFT)
        self.filing = self._filing()

    @at(State.SIGNED, State.DELIVERED, State.ACCEPTED)
    @rule()
    def reopen(self) -> None:
        self._reopen("更正")

    @at(State.IN_REVIEW)
    @rule()
    def sign(self) -> None:
        key = staging.school_key(self.files.school_stores[0])
        staging.confirm_all(self.school_store, clock=self.clock)
        sign.sign_return(self.school_store, key=key, actor=PRINCIPAL, clock=self.clock)
        self.school.packages.append(self._sent(self.school.form.model.record))
        self.school.move(State.SIGNED)

    @at(State.SIGNED, State.DELIVERED, State.ACCEPTED)
    @rule()
    def export(self) -> None:
        package = self.school.packages[-1]
        target = self.folder / f"{package.identity}.age"
        done = export_package(self.school_store, target, actor=CLERK, replace=True)
        assert (done.number, done.identity) == (package.number, package.identity)
        package.file = done.path
        if self.school.state is State.SIGNED:
            self.school.move(State.DELIVERED)

    # At the bureau.

    @rule(choice=st.integers(0, 3))
    def import_one(self, choice: int) -> None:
        """Import one of the last packages that ever left the school."""
        sent = [item for item in self.school.packages if item.file is not None]
        package = sent[-1 - min(choice, len(sent) - 1)]
        expected = self.bureau.refuses(package)
        assert package.file is not None
        (result,) = import_packages(self.desk, [package.file], workers=1)
        assert (result.code.value, result.accepted) == (expected, expected == "OK")
        if result.accepted:
            self.bureau.standing.append((package, ReturnState.DELIVERED))

    @rule()
    def undo_import(self) -> None:
        if not self.bureau.may_undo():
            with pytest.raises(StoreRefusal, match="不能撤销导入"):
                undo.undo_import(self.bureau_store, self.code, actor=self.desk.actor, reason="错")
            return
        undo.undo_import(self.bureau_store, self.code, actor=self.desk.actor, reason="错")
        self.bureau.standing.pop()

    @rule(returns=st.booleans())
    def answer(self, returns: bool) -> None:
        if not self.bureau.may_answer():
            head = self.bureau_store.journal.head()
            with pytest.raises(StoreRefusal, match="已经退回"):
                self._answered(returns=returns)
            assert self.bureau_store.journal.head() == head
            return
        self.bureau.answer(self._answered(returns=returns), returns=returns)

    def _answered(self, *, returns: bool) -> bytes:
        if returns:
            return issue.issue_return_slip(self.desk, self.code, reason="核对面积").content
        newest = self.bureau_store.packages.newest(self.code)
        assert newest is not None
        return issue.issue_receipt(self.desk, newest).content

    @precondition(lambda self: self.bureau.replies)
    @rule(choice=st.integers(0, 2))
    def read_reply(self, choice: int) -> None:
        """Read one of the last answers, maybe again."""
        replies = self.bureau.replies
        reply = replies[-1 - min(choice, len(replies) - 1)]
        if reply.returns and reply.was_read:
            with pytest.raises(StoreRefusal, match="已经读入过"):
                read_reply(self.school_store, reply.content, actor=CLERK, clock=self.clock)
            return
        told = read_reply(self.school_store, reply.content, actor=CLERK, clock=self.clock)
        self.school.hear(reply)
        assert (told.number, told.state) == (reply.package.number, self.school.state)
        self.filing = self._filing()

    @rule(steps=st.integers(1, 6))
    def go_on(self, steps: int) -> None:
        """Take what is the next step of the return on its way, so many times."""
        for _ in range(steps):
            self._next_step()

    def _next_step(self) -> None:
        state, newest = self.school.state, self.bureau.standing[-1]
        unread = [item for item in self.bureau.replies if not item.was_read]
        if state is State.DRAFT:
            while self._problems():
                self.undo(side=Side.SCHOOL, back=True)
            self.submit()
        elif state is State.IN_REVIEW:
            self.sign()
        elif state is State.SIGNED:
            self.export()
        elif unread:
            self.read_reply(choice=self.bureau.replies[::-1].index(unread[0]))
        elif newest[1] is ReturnState.DELIVERED:
            self.answer(returns=False)
        elif state is State.DELIVERED:
            self.import_one(choice=0)
        else:
            self.reopen()

    # What happens beside it.

    @rule(step=st.sampled_from(sorted(ALLOWED)))
    def not_now(self, step: str) -> None:
        """Try a step whose time it is not."""
        if self.school.state in ALLOWED[step]:
            return
        head = self.school_store.journal.head()
        with pytest.raises(MoveError, match="不能做这一步"):
            self._try(step)
        assert self.school_store.journal.head() == head

    def _try(self, step: str) -> None:
        store = self.school_store
        match step:
            case "submit":
                check.submit_return(store, actor=CLERK)
            case "send back":
                check.send_back(store, actor=PRINCIPAL, reason="核对")
            case "sign":
                key = staging.school_key(self.files.school_stores[0])
                sign.sign_return(store, key=key, actor=PRINCIPAL, clock=self.clock)
            case _:
                export_package(store, self.folder / "not.age", actor=CLERK, replace=True)

    @rule(seconds=st.sampled_from([30, 61]))
    def wait(self, seconds: int) -> None:
        self.clock.forward(seconds=seconds)

    @rule()
    def restart(self) -> None:
        self.school_store.close()
        self.bureau_store.close()
        self._open()

    # What must be so at any time.

    @invariant()
    def the_school_is_as_the_model(self) -> None:
        store, school = self.school_store, self.school
        assert store.revisions.current() == (school.revision, school.state)
        assert plain(store.answers.load()) == plain(school.form.model.record)
        assert [plain(store.answers.load(n + 1)) for n in range(len(school.past))] == [
            plain(record) for record in school.past
        ]
        assert [(item.identity, item.number) for item in store.deliveries.all()] == [
            (item.identity, item.number) for item in school.packages
        ]
        _same_steps(store, self.filing, school.form, draft=school.state is State.DRAFT)

    @invariant()
    def the_bureau_is_as_the_model(self) -> None:
        store, bureau = self.bureau_store, self.bureau
        assert plain(store.answers.load()) == plain(bureau.form.model.record)
        _same_steps(store, self.district, bureau.form, draft=True)
        kept = [item for item in store.packages.all(self.code) if item.undone_at is None]
        assert [(item.identity, item.state) for item in kept] == [
            (item.identity, state) for item, state in bureau.standing
        ]
        (row,) = (row for row in store.figures.rows([FIGURE]) if row.school_code == self.code)
        newest = bureau.standing[-1][0]
        assert row.identity == newest.identity
        typed = newest.record.answers.get(FIGURE)
        assert row.values[FIGURE] == (None if typed is None else int(typed))

    @invariant()
    def the_journals_are_whole(self) -> None:
        assert self.school_store.verify_journal().intact
        assert self.bureau_store.verify_journal().intact
        Life.compared += 1

    @invariant()
    def the_file_alone_is_the_whole_truth(self) -> None:
        copy = Path(shutil.copy(self.school_path, self.folder / "copy.yhs"))
        with SchoolStore.open(copy, read_only=True) as found:
            assert found.journal.head() == self.school_store.journal.head()


def _form_of(store: Store, record: Return) -> Form:
    return Form(Model(plain(record)), store.answers.row_counters())


def _same_steps(store: Store, opened: OpenReturn, form: Form, *, draft: bool) -> None:
    """What can be undone is the same in the store, on the screen and in the model."""
    wanted = (draft and bool(form.model.done), draft and bool(form.model.undone))
    assert (store.answers.can_undo, store.answers.can_redo) == wanted
    assert (opened.can_undo, opened.can_redo) == wanted
    assert plain(opened.record) == plain(form.model.record)


@pytest.mark.slow
# Not made shorter when it fails: with signatures in each try that takes many minutes.
def test_any_order_of_steps(demo: DemoFiles) -> None:
    Life.files = demo
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, phases=(Phase.generate,)
        ),
    )
    assert Life.compared > EXAMPLES
