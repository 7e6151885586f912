"""``datapackage.json``: what a Frictionless Data Package says of its tables (specs.frictionlessdata.io)."""

from collections.abc import Sequence
from dataclasses import dataclass

from forms.dataset.model import NOT_APPLICABLE, DataColumn, DataTable

_HELP = (
    "空单元格是没有填，NA 是不适用；两者都不是 0。是非写作 true、false，小数是原来的值；"
    "除不尽的写 25 位有效数字。文本如果以 = + - @ 开头，前面加一个撇号，以免表格软件当成公式。"
)


@dataclass(frozen=True, slots=True)
class About:
    """Whose data it is.

    Attributes:
        code: Code of the bureau.
        bureau: Its name.
        period: The year reported.
        pack: Form pack and version, as shown.
        imprint: The end of the journal it was made at.

    """

    code: str
    bureau: str
    period: int
    pack: str
    imprint: str


@dataclass(frozen=True, slots=True)
class FileOfTable:
    """The file a table was written to: its name, its length in bytes, its SHA-256 in hex."""

    path: str
    size: int
    sha256: str


def descriptor(
    tables: Sequence[DataTable], files: Sequence[FileOfTable], about: About
) -> dict[str, object]:
    """Make the descriptor of a data package, the files in the order of the tables."""
    return {
        "profile": "tabular-data-package",
        "name": f"youheng-{about.code.lower()}-{about.period}",
        "title": f"{about.bureau} {about.period} 年义务教育优质均衡数据",
        "description": f"{about.pack}。{_HELP}{about.imprint}",
        "version": str(about.period),
        "contributors": [{"title": about.bureau, "role": "publisher"}],
        "resources": [_resource(table, file) for table, file in zip(tables, files, strict=True)],
    }


def _resource(table: DataTable, file: FileOfTable) -> dict[str, object]:
    return {
        "name": table.name,
        "path": file.path,
        "profile": "tabular-data-resource",
        "title": table.title,
        "description": table.help,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "missingValues": ["", NOT_APPLICABLE],
        },
    }


def _field(column: DataColumn) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.is_required:
        constraints["required"] = True
    if column.options and not column.is_list:
        constraints["enum"] = [option.code for option in column.options]
    found: dict[str, object] = {
        "name": column.name,
        "title": column.title,
        "type": column.type.value,
        "description": column.help,
        "unit": column.unit,
        "constraints": constraints,
        "categories": [{"value": option.code, "label": option.label} for option in column.options],
    }
    return {name: value for name, value in found.items() if value}
