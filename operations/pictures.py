"""Pictures of an evaluation as files."""

import io

from forms.pictures import Chart


def picture_pdf(picture: Chart) -> bytes:
    """Make a PDF of a picture, black on white, with its title and its sentence.

    Its letters are those that were written: a PDF made by Qt names radicals in their place
    (``⼤`` for ``大``), so that nobody finds a word in it.
    """
    from exporters.documents.write import write_picture_pdf

    stream = io.BytesIO()
    write_picture_pdf(picture, stream)
    return stream.getvalue()
