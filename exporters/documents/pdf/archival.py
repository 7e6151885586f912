"""What makes a PDF fit for an archive (PDF/A-2u, ISO 19005-2): its colours and its description.

Fonts are embedded with their Unicode values anyway, nothing is encrypted and nothing is fetched. What
is missing then is the meaning of the colours and the description as XMP, which has to say the same as the
document information.
"""

from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFStream,
    PDFString,
)

from resources import resource

_CONDITION = "sRGB IEC61966-2.1"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Keywords>{keywords}</pdf:Keywords>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def make_archival(document: Any) -> None:  # noqa: ANN401 - reportlab's document
    """Add colours and description to a document whose pages are all drawn."""
    catalog = document.Catalog
    catalog.Metadata = _metadata(document)
    catalog.OutputIntents = PDFArray([_output_intent(document)])
    catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]


def _metadata(document: Any) -> PDFStream:  # noqa: ANN401 - as above
    info = document.info
    words = {
        name: escape(getattr(info, name))
        for name in ("title", "author", "subject", "producer", "creator", "keywords")
    }
    # The same instant as in the document information; no clock is asked.
    date = TimeStamp(invariant=1).datetime.isoformat()
    stream = PDFStream(
        PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}),
        _XMP.format(**words, date=date).encode(),
    )
    # An archive reads the description without decompressing anything.
    stream.filters = []
    return stream


def _output_intent(document: Any) -> PDFDictionary:  # noqa: ANN401 - as above
    profile = PDFStream(
        PDFDictionary({"N": 3}), resource("colour", "srgb.icc").read_bytes(), filters=[]
    )
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString(_CONDITION),
            "Info": PDFString(_CONDITION),
            "DestOutputProfile": document.Reference(profile),
        }
    )
