"""Files of every kind as text, and hostile ones as a sentence."""

from datetime import date

import pytest

from scheduler import files
from scheduler.errors import InvalidInput
from scheduler.files import document, read_file
from tests import office_files

ROWS = [["Datum", "Tid", "Plats"], [date(2027, 2, 9), 0.625, "Stadshuset"], ["13 april", "", "9"]]


def test_a_document_has_its_paragraphs_tables_and_what_is_struck():
    whole = office_files.docx(
        ["Mötestider 2027"], [["9 feb", "kl. 15"], ["13 apr", ""]], "1 maj kl. 15"
    )

    assert (
        document.document_text(whole)
        == "Mötestider 2027\n~~1 maj kl. 15~~\n9 feb\tkl. 15\n13 apr\n"
    )


def test_an_empty_cell_at_the_end_of_a_row_is_not_lost_and_a_heading_has_no_tabs():
    rows = [["Möten", "", ""], ["Råd", "Nov", "Dec"], ["", "", ""], ["Brå", "8", ""]]
    torn = [["Möten"], ["Råd", "Nov", "Dec"], [], ["Brå", "8"]]
    lines = "Möten\nRåd\tNov\tDec\n\nBrå\t8\t\n"

    for cells in (rows, torn):
        assert (
            files.read_text(office_files.xlsx(cells))
            == files.read_text(office_files.ods(cells))
            == lines
        )
    assert document.document_text(office_files.docx([], rows)) == lines


HOSTILE = {
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "a folder": office_files.zipped({"a.txt": "hej"}),
    "half a workbook": office_files.xlsx(ROWS)[:300],
    "an old workbook of nothing": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "a sheet that says it is as large as can be": office_files.xlsx(
        ROWS, more='<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "entities in entities": office_files.zipped(
        {
            "word/document.xml": "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>"
            + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True))
            + "]><a>&j;</a>"
        }
    ),
    "a bomb": office_files.zipped({"word/document.xml": "<a>" + " " * 30_000_000}),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_is_a_sentence(name):
    with pytest.raises(InvalidInput) as caught:
        files.read_text(HOSTILE[name])

    assert caught.value.fields["file"].text in read_file.FAULTS.values()


def test_a_document_of_parts_within_parts_is_refused():
    """It took minutes: the reader looked through each part for the parts within it."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    xml = f"<w:body {w}>" + "<w:p>" * 200_000 + "</w:p>" * 200_000 + "</w:body>"

    with pytest.raises(ValueError, match="too deep"):
        document.document_text(office_files.zipped({"word/document.xml": xml}))
