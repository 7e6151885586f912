"""The data of a district for statisticians: plain tables, each column named, typed and explained.

    tables = (*returned_tables(pack, returns), *judged_tables(evaluation))
    tables = (*tables, codebook(tables))
    descriptor(tables, files, about)

What becomes a file, and in which format, is decided by the exporters.
"""

from forms.dataset.codebook import codebook
from forms.dataset.descriptor import About, FileOfTable, descriptor
from forms.dataset.judged import judged_tables
from forms.dataset.model import NOT_APPLICABLE, DataColumn, DataTable, DataType, cell
from forms.dataset.returned import AcceptedReturn, returned_tables

__all__ = [
    "NOT_APPLICABLE",
    "About",
    "AcceptedReturn",
    "DataColumn",
    "DataTable",
    "DataType",
    "FileOfTable",
    "cell",
    "codebook",
    "descriptor",
    "judged_tables",
    "returned_tables",
]
