"""A page that the reader of PDFs has drawn, as an image of Qt's."""

from PySide6.QtGui import QImage

from operations.pdf_pages import Picture


def page_image(picture: Picture) -> QImage:
    """Make an image with pixels of its own: those of the picture go with it."""
    return QImage(
        picture.pixels,
        picture.width,
        picture.height,
        picture.width * 4,
        QImage.Format.Format_RGB32,
    ).copy()
