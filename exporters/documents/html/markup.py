"""HTML in small pieces. Whatever comes from a pack goes through here, so nothing of it is markup."""

import html
from collections.abc import Iterable
from typing import NewType

from exporters.documents.clean import printable

Html = NewType("Html", str)
"""Text that is HTML already."""

NOTHING = Html("")


def text(plain: str) -> Html:
    """Escape a text; line ends become line breaks."""
    return Html(html.escape(printable(plain)).replace("\n", "<br>"))


def join(parts: Iterable[Html], between: str = "") -> Html:
    """Put pieces together; ``between`` is plain text."""
    return Html(html.escape(between).join(parts))


def element(name: str, *content: Html, **attributes: str) -> Html:
    """Write an element.

    Args:
        name: Tag.
        content: What stands in it.
        attributes: Attributes; ``class_`` stands for ``class``. One with an empty value is left out.

    """
    written = "".join(
        f' {key.rstrip("_")}="{html.escape(value)}"' for key, value in attributes.items() if value
    )
    return Html(f"<{name}{written}>{''.join(content)}</{name}>")


def link(target: str, label: str, *, title: str = "") -> Html:
    """Write a link to a place in the book."""
    return element("a", text(label), href=f"#{target}", title=title)


def table(heads: Iterable[str], rows: Iterable[Iterable[Html]], *, kind: str = "") -> Html:
    """Write a table with a heading row."""
    head = join(element("th", text(cell), scope="col") for cell in heads)
    body = join(element("tr", *(element("td", cell) for cell in row)) for row in rows)
    return element(
        "table", element("thead", element("tr", head)), element("tbody", body), class_=kind
    )
