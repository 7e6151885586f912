"""The pages of a report as pictures: of the right size, with the right ink, and searchable."""

from io import BytesIO

import pytest

from exporters.documents.pdf_pages import PdfPages, joined
from exporters.documents.write import write_report_pdf
from tests.exporters.documents.samples import sample_report


@pytest.fixture(scope="module")
def data() -> bytes:
    stream = BytesIO()
    write_report_pdf(sample_report(), stream)
    return stream.getvalue()


def test_every_page_has_its_size_in_points(data: bytes) -> None:
    pages = PdfPages(data)
    assert len(pages.sizes) == 3
    assert {(round(width), round(height)) for width, height in pages.sizes} == {(595, 842)}
    pages.close()


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.7])
def test_a_picture_has_four_bytes_for_each_pixel_and_dark_ink_on_white(
    data: bytes, scale: float
) -> None:
    pages = PdfPages(data)
    picture = pages.render(0, scale)
    assert picture is not None
    assert picture.width == pytest.approx(595.28 * scale, abs=1.5)
    assert len(picture.pixels) == picture.width * picture.height * 4
    greens = picture.pixels[1::4]
    assert greens[0] == 255
    assert min(greens) < 80
    pages.close()


def test_a_text_is_found_where_it_stands(data: bytes) -> None:
    pages = PdfPages(data)
    found = pages.find("教学及辅助用房面积")
    assert found
    first = found[0]
    width, height = pages.sizes[first.page]
    assert 0 < first.left < first.left + first.width < width
    assert 0 < first.top < first.top + first.height < height
    assert first.width > 5 * first.height
    assert [item.page for item in found] == sorted(item.page for item in found)
    assert pages.find("没有这几个字") == []
    pages.close()


def test_a_closed_document_gives_nothing_and_may_be_closed_again(data: bytes) -> None:
    pages = PdfPages(data)
    pages.close()
    pages.close()
    assert pages.render(0, 1.0) is None
    assert pages.find("学校") == []


def test_other_bytes_are_no_pdf() -> None:
    with pytest.raises(ValueError, match="load"):
        PdfPages(b"hello")


def test_several_are_joined_in_their_order_and_know_where_each_begins(data: bytes) -> None:
    whole, starts = joined([data, data])
    assert starts == (0, 3)
    pages = PdfPages(whole)
    assert len(pages.sizes) == 6
    pages.close()


def test_what_is_no_pdf_is_not_joined(data: bytes) -> None:
    with pytest.raises(ValueError, match="Failed to load document"):
        joined([data, b"no pdf"])
