"""Is this paper this file? The code scanned from a printed page beside the data of a file.

The code names the data (SHA-256 of ``data/return.json``), so a page can be held against a package, and
against every package a store keeps.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exporters import limits, strict_json
from exporters.age import is_encrypted
from exporters.asic import names
from exporters.asic.verify import inspect
from exporters.asic.zip_reader import Archive
from exporters.documents.paper_code import PaperCode, read_paper_code
from forms.exchange import ContainerKind
from forms.labelled_enum import LabelledEnum
from operations.any_store import opened_any
from operations.clock import Clock, now
from operations.files import check_plain, shown_name
from operations.verify.inspect_file import FileReport
from storage.files.open_files import is_open_here, read_bytes
from storage.files.replacing import HEAD, OutputKind, kind_of
from storage.school.store import SchoolStore


class PaperState(LabelledEnum):
    """How a page stands beside a file."""

    SAME = "same", "相符"
    OTHER = "other", "不相符"
    """The file holds other data."""
    UNKNOWN = "unknown", "不能核对"
    """The file holds no data that could be compared, or nobody can open it here."""
    NO_CODE = "no_code", "不是本表的二维码"
    """The text is none of a report of this program."""


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """What came of comparing a page with a file.

    Attributes:
        state: See :class:`PaperState`.
        sentence: What it means and what to do, in Chinese.
        code: What the page says; ``None`` if it is no code.
        found: The data of the file that are nearest to it: the same school and year if there are any.

    """

    state: PaperState
    sentence: str
    code: PaperCode | None = None
    found: tuple[PaperCode, ...] = ()


def check_paper(path: Path, text: str, *, clock: Clock = now) -> PaperCheck:
    """Compare the code of a page with a file; both are only read.

    Args:
        path: A package, opened or not encrypted, or a store.
        text: What a scanner read.
        clock: Gives the present, UTC.

    Raises:
        Refused, OSError: As :func:`operations.verify.inspect_file.inspect_file`.
        storage.errors.StoreError: A store cannot be opened.

    """
    code = read_paper_code(text)
    if code is None:
        sentence = "这段文字不是填报表纸上的二维码内容，请重新扫描纸上任一页右下角的二维码。"
        return PaperCheck(PaperState.NO_CODE, sentence)
    check_plain(path)
    name = shown_name(path)
    head = b"" if is_open_here(path) else read_bytes(path, HEAD)
    if not head or kind_of(head) is OutputKind.STORE:
        return _compared(name, code, tuple(_kept(path)))
    data = read_bytes(path, limits.FILE + 1)
    if is_encrypted(data):
        sentence = (
            f"“{name}”是加密的，只有收件的区局能打开。请用学校的填报库核对，或由区局用局端库核对。"
        )
        return PaperCheck(PaperState.UNKNOWN, sentence, code)
    found = inspect(data, now=clock())
    if not found.verdict.intact or found.info is None:
        sentence = f"“{name}”不完整或不是上报包，不能用来核对这张纸：{found.verdict.message}"
        return PaperCheck(PaperState.UNKNOWN, sentence, code)
    if found.info.kind is not ContainerKind.REPORT:
        sentence = f"“{name}”是{found.info.kind.label}，里面没有填报数据，请用上报包或库核对。"
        return PaperCheck(PaperState.UNKNOWN, sentence, code)
    return _compared(name, code, (paper_code_of(data),))


def paper_code_of(container: bytes) -> PaperCode:
    """Say what the paper of an intact package has to carry."""
    document = Archive(container).read(names.RETURN, limit=limits.JSON)
    said = strict_json.decode(document, multiline=True)
    fields = said if isinstance(said, dict) else {}
    return PaperCode(
        school=str(fields.get("school", "")),
        period=int(str(fields.get("period", 0))),
        revision=int(str(fields.get("revision", 0))),
        digest=hashlib.sha256(document).hexdigest(),
    )


def paper_of(path: Path, report: FileReport) -> PaperCode | None:
    """What the paper of a file that was inspected has to carry; ``None`` if it is no intact report."""
    found = report.inspection
    if found is None or found.info is None or not found.verdict.intact:
        return None
    if found.info.kind is not ContainerKind.REPORT:
        return None
    return paper_code_of(read_bytes(path, limits.FILE + 1))


def _kept(path: Path) -> Iterator[PaperCode]:
    """The data of every package a store keeps."""
    with opened_any(path) as store:
        if isinstance(store, SchoolStore):
            identities = [delivery.identity for delivery in store.deliveries.all()]
            containers = map(store.deliveries.container, identities)
        else:
            identities = [record.identity for record in store.packages.all()]
            containers = map(store.packages.container, identities)
        yield from (paper_code_of(container) for container in containers if container is not None)


def _compared(name: str, code: PaperCode, found: tuple[PaperCode, ...]) -> PaperCheck:
    page = f"第 {code.page} 页，共 {code.pages} 页" if code.page else "整份报告"
    said = f"{code.period} 年第 {code.revision} 版"
    if any(item.digest == code.digest for item in found):
        sentence = (
            f"这张纸（{page}）写明的是“{name}”里 {said}的数据。"
            "二维码可以照抄，纸上的数字以签名的文件为准。"
        )
        return PaperCheck(PaperState.SAME, sentence, code, found)
    if not found:
        sentence = f"“{name}”里还没有签名的填报数据，没有可以核对的。"
        return PaperCheck(PaperState.UNKNOWN, sentence, code)
    near = [item for item in found if (item.school, item.period) == (code.school, code.period)]
    return PaperCheck(
        PaperState.OTHER,
        _difference(name, code, near, found),
        code,
        tuple(near) or found,
    )


def _difference(
    name: str, code: PaperCode, near: list[PaperCode], found: tuple[PaperCode, ...]
) -> str:
    if not near:
        other = found[-1]
        return (
            f"纸上是学校 {code.school} {code.period} 年的数据，“{name}”里是学校 {other.school}"
            f" {other.period} 年的。请检查是否选错了文件。"
        )
    revisions = "、".join(f"第 {item.revision} 版" for item in near)
    if all(item.revision != code.revision for item in near):
        return (
            f"纸上是第 {code.revision} 版，“{name}”里是{revisions}。请用同一版的文件核对，"
            "或把新的一版打印出来重新盖章。"
        )
    return (
        f"纸和“{name}”都写着第 {code.revision} 版，但数据摘要不同：这张纸不是由这份文件打印的。"
        "请不要盖章或接收，重新打印签名的那一份。"
    )
