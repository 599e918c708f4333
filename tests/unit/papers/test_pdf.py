"""PDFs that are made: accessible, in the reader's language, and of any text."""

from io import BytesIO
from unicodedata import name

from pypdf import PdfReader

from scheduler.language import language
from scheduler.papers.pdf import render_pdf

COMMON = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2027), 0x20AC]


def rendered(*headings: str, title: str = "Dagordning") -> PdfReader:
    empty = {
        "number": "1",
        "time": "",
        "scope": "",
        "presenter": "",
        "text": "",
        "links": [],
        "papers": "",
    }
    items = [{**empty, "heading": heading} for heading in headings]
    data = {
        "papers": "Handlingar: a.pdf",
        "facts": ["Stadshuset"],
        "head": ["Nr", "Ärende", "Omfattning", "Vem"],
        "items": items,
    }
    octets = render_pdf("agenda", data, language("sv"), title=title, author="GranåsBrå")
    return PdfReader(BytesIO(octets))


def test_it_is_tagged_with_its_title_author_and_language():
    pdf = rendered("Budget")

    assert pdf.metadata
    assert (pdf.metadata.title, pdf.metadata.author) == ("Dagordning", "GranåsBrå")
    assert str(pdf.root_object["/Lang"]) == "sv"
    assert "/StructTreeRoot" in pdf.root_object
    assert b"<pdfuaid:part>1" in pdf.xmp_metadata.stream.get_data()


def test_what_is_written_is_shown_and_never_code():
    text = rendered('#eval("1") $x$ *a* \\u{41} <b>').pages[0].extract_text()

    assert '#eval("1") $x$ *a* \\u{41} <b>' in text


def test_a_character_that_no_font_has_becomes_a_question_mark():
    text = rendered("Fika 🎉 漢\0 klart", title="Å 🎉").pages[0].extract_text()

    assert "Fika ? ?? klart" in text


def test_the_characters_that_are_kept_then_have_glyphs():
    letters = "".join(chr(code) for code in COMMON if name(chr(code), ""))

    assert rendered(f"{letters} 🎉").pages
