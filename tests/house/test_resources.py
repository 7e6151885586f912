"""The bundled files are whole, and of the kind that Qt and reportlab both take."""

import re
from xml.etree.ElementTree import fromstring

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from resources import resource

ICONS = sorted(resource("icons").glob("*.svg"))
WEIGHTS = ["Regular", "Bold"]


@pytest.mark.parametrize("weight", WEIGHTS)
def test_reportlab_takes_the_font_and_knows_its_characters(weight: str) -> None:
    from reportlab.pdfbase.ttfonts import TTFontFile

    font = TTFontFile(str(resource("fonts", f"NotoSansSC-{weight}.ttf")))
    assert font.unitsPerEm == 1000
    assert [
        char for char in "武汉市硚口区 ㎡№‰①≥≤✓□√℃鿍" if ord(char) not in font.charToGlyph
    ] == []


def test_each_licence_is_beside_its_files() -> None:
    assert (
        "SIL OPEN FONT LICENSE"
        in resource("fonts", "LICENSE-OFL.txt").read_text(encoding="utf-8").upper()
    )
    assert "ISC License" in resource("icons", "LICENSE.txt").read_text(encoding="utf-8")


def test_every_icon_has_one_colour_that_can_be_replaced() -> None:
    for path in ICONS:
        text = path.read_text(encoding="utf-8")
        assert fromstring(text).get("viewBox") == "0 0 24 24", path.name
        named = set(re.findall(r'(?:stroke|fill)="([^"]*)"', text))
        assert named <= {"none", "currentColor"}, path.name


def test_every_icon_paints_something() -> None:
    empty = []
    for path in ICONS:
        image = QImage(24, 24, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        blank = image.copy()
        painter = QPainter(image)
        QSvgRenderer(QByteArray(path.read_bytes())).render(painter)
        painter.end()
        if image == blank:
            empty.append(path.stem)
    assert (empty, len(ICONS) > 60) == ([], True)
