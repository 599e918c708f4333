"""Small files of the kinds people have, made by hand so that no library stands between the test and the reader."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from xml.sax.saxutils import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK = "http://schemas.openxmlformats.org/package/2006"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def xlsx(rows: Iterable[Iterable[object]], *, name: str = "Blad1", more: str = "") -> bytes:
    """A workbook of one sheet; dates as Excel keeps them: a number that is shown as a date. `~~` strikes a cell."""
    sheet = "".join(
        f'<row r="{n}">{"".join(_cell(value, f"{chr(65 + at)}{n}") for at, value in enumerate(row))}</row>'
        for n, row in enumerate(rows, start=1)
    )
    types = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACK}/content-types">{types}</Types>',
            "_rels/.rels": _relations("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_REL}"><sheets>'
            f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relations(
                "worksheet", "worksheets/sheet1.xml", "styles"
            ),
            "xl/styles.xml": f"<styleSheet {_MAIN}><fonts><font/><font><strike/></font></fonts>"
            '<cellXfs count="4"><xf numFmtId="0" fontId="0"/><xf numFmtId="14"/>'
            '<xf numFmtId="20"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}><sheetData>{sheet}{more}</sheetData></worksheet>",
        }
    )


def ods(rows: Iterable[Iterable[str]]) -> bytes:
    table = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Blad1">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_OFFICE}:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": content,
        }
    )


def docx(paragraphs: Iterable[str], table: Iterable[Iterable[str]] = (), struck: str = "") -> bytes:
    """A cell written between `~~` is struck out."""

    def paragraph(text: str, style: str = "") -> str:
        if text.startswith("~~"):
            text, style = text.strip("~"), "<w:rPr><w:strike/></w:rPr>"
        return f"<w:p><w:r>{style}<w:t>{escape(text)}</w:t></w:r></w:p>"

    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in table
    )
    body = "".join(paragraph(text) for text in paragraphs)
    body += paragraph(struck, "<w:rPr><w:strike/></w:rPr>") if struck else ""
    body += f"<w:tbl>{rows}</w:tbl>" if rows else ""
    return zipped({"word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>"})


def pdf(lines: Iterable[str]) -> bytes:
    """One page of plain ASCII lines."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    content = f"BT /F1 12 Tf 40 800 Td {shown}ET".encode("ascii")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    )
    whole, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = len(whole)
    return whole + (
        b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, end)
    )


def zipped(files: Mapping[str, str]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, text in files.items():
            folder.writestr(name, text)
    return whole.getvalue()


def _cell(value: object, place: str) -> str:
    match value:
        case date():
            return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
        case float():
            return f'<c r="{place}" s="2"><v>{value}</v></c>'  # a part of a day: a time
        case int():
            return f'<c r="{place}"><v>{value}</v></c>'
    struck = ' s="3"' if str(value).startswith("~~") else ""
    return (
        f'<c r="{place}" t="inlineStr"{struck}><is><t>{escape(str(value).strip("~"))}</t></is></c>'
    )


def _relations(kind: str, target: str, *more: str) -> str:
    whole = f'<Relationship Id="rId1" Type="{_REL}/{kind}" Target="{target}"/>'
    for number, name in enumerate(more, 2):
        whole += f'<Relationship Id="rId{number}" Type="{_REL}/{name}" Target="{name}.xml"/>'
    return f'<Relationships xmlns="{_PACK}/relationships">{whole}</Relationships>'
