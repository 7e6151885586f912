"""A school's return as the bureau reads it: the newest signed package, opened as the school filled it."""

from exporters.asic import names
from exporters.asic.zip_reader import Archive
from forms.values import Attachment
from forms.workflow import Actor, State
from operations.bureau.returns.school_file import SignedSheet, read_school_file
from operations.bureau.sent.told import told_at
from operations.entry.fetching import Fetch
from operations.entry.open_return import OpenReturn, StoredReturn
from operations.entry.saving import direct_submit
from operations.errors import Refused
from operations.last_return import read_last_return
from operations.packs.bundled import engine_for
from storage.bureau.packages import ReturnState
from storage.bureau.store import BureauStore
from storage.store import Store

_STATES = {ReturnState.ACCEPTED: State.ACCEPTED}


def open_school_return(store: BureauStore, school: str, *, actor: Actor) -> OpenReturn:
    """Open the newest return of a school for reading: nothing in it can be changed.

    It comes out of the signed container, verified again, with last year's answers as the school
    had been told them and the attachments that travelled along.

    Args:
        store: The bureau's store; it has to stay open while attachments are looked at.
        school: 学校标识码.
        actor: Who reads.

    Raises:
        Refused: The school has delivered nothing, or what is kept does not hold.

    """
    signed = read_signed(store, school)
    record, plan = signed.package, signed.sheet.plan
    told = told_at(store, school, record.received_at)
    return OpenReturn(
        StoredReturn(
            record=signed.sheet.record,
            state=_STATES.get(record.state, State.DELIVERED),
            context=signed.sheet.context,
            next_rows={},
            last_year=read_last_return(plan, told.last),
        ),
        engine=engine_for(plan.pack.ref),
        submit=direct_submit(store),
        actor=actor,
        fetch=_from_package(store, record.identity),
    )


def read_signed(store: BureauStore, school: str) -> SignedSheet:
    """Read the newest return of a school out of its signed container.

    Raises:
        Refused: The school has delivered nothing, or what is kept does not hold.

    """
    file = read_school_file(store, school)
    if file.newest is None:
        raise Refused(f"学校 {school} 还没有导入上报包，没有可以查看的填报表。")
    if file.signed is None:
        raise Refused(
            f"学校 {school} 的填报表不能打开：{file.fault}请从备份恢复局端库，或重新导入。"
        )
    return file.signed


def _from_package(bureau: BureauStore, identity: str) -> Fetch:
    """Fetch attachments out of the container that was signed."""

    def fetch(_store: Store, file: Attachment) -> bytes | None:
        container = bureau.packages.container(identity)
        if container is None:
            return None
        archive = Archive(container)
        wanted = (name for name in archive.entries if names.attachment_digest(name) == file.sha256)
        name = next(wanted, None)
        return None if name is None else archive.read(name)

    return fetch
