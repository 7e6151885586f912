"""Files the bureau has sent to schools, once more: nothing is signed again, the kept bytes go out again.

A file is kept before it is written to the folder the officer named. When that fails (disk full, the
stick pulled out, the program ended), or the school has lost its copy, this is the way to it.
"""

from collections.abc import Collection
from pathlib import Path

from exporters.asic import names
from exporters.asic.package_info import decode_info
from exporters.asic.zip_reader import Archive
from forms.exchange import ContainerKind
from operations.bureau.sent.issue import IssuedBytes
from operations.errors import Refused
from operations.files import write_files
from storage.bureau.issued import IssuedFile
from storage.bureau.store import BureauStore


def issued_again(store: BureauStore, item: IssuedFile) -> IssuedBytes:
    """Give a file as it was sent, under the name it had.

    Raises:
        Refused: The store does not have it.

    """
    container = store.issued.container(item.id)
    if container is None:
        raise Refused("局端库里没有这份文件，可能选错了库。请刷新列表。")
    info = decode_info(Archive(container).read(names.INFO))
    return IssuedBytes(item.kind, item.school_code, names.file_name(info), container)


def resend(
    store: BureauStore,
    folder: Path,
    *,
    replace: bool,
    school: str | None = None,
    kind: ContainerKind | None = None,
) -> list[Path]:
    """Write the file each school was sent last into a folder.

    Args:
        store: The bureau's store; read-only will do.
        folder: Where to; made if it is not there.
        replace: Whether the user asked that files there are replaced.
        school: Code of one school: all its files instead.
        kind: Only files of this kind, e.g. receipts.

    Returns:
        Where they went.

    Raises:
        Refused: There is nothing to send.
        storage.errors.EnvironmentProblem: A file cannot be written.
        storage.errors.WouldReplace: Files there say something else; none was written.

    """
    sent = [item for item in store.issued.all(school) if kind in {None, item.kind}]
    if not sent:
        whom = f"学校 {school} " if school else "学校"
        what = "文件" if kind is None else kind.label
        raise Refused(f"还没有给{whom}发过{what}，没有可以再写的。请先开户，或核对学校标识码。")
    newest = sent if school else list({item.school_code: item for item in sent}.values())
    made = [issued_again(store, item) for item in newest]
    return write_files(folder, {item.name: item.content for item in made}, replace=replace)


def missing_receipts(
    store: BureauStore, folder: Path, packages: Collection[tuple[str, int]]
) -> list[IssuedBytes]:
    """Give the receipts issued for packages that are not in a folder.

    After the program was ended while it wrote them, the same command again finds the packages known
    and nothing left to answer; what it did not write then would stay unwritten.

    Args:
        store: The bureau's store.
        folder: Where they should be.
        packages: School code and number of each package concerned.

    """
    missing: list[IssuedBytes] = []
    for school in dict.fromkeys(school for school, _ in packages):
        wanted = {
            item.identity
            for item in store.packages.all(school)
            if item.undone_at is None and (school, item.number) in packages
        }
        for item in store.issued.all(school):
            if item.kind is ContainerKind.RECEIPT and item.answers in wanted:
                made = issued_again(store, item)
                if not (folder / made.name).exists():
                    missing.append(made)
    return missing
