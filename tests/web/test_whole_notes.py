"""A council's own page of notes, typed in by hand, is read on the page as it stands on paper."""

import html
import re
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from werkzeug.test import TestResponse

from scheduler.agenda import actions
from scheduler.agenda.item import Item
from scheduler.config import Config
from scheduler.db.session import Database, writing
from scheduler.files.read_file import read_text
from scheduler.notes.from_before import read_page
from tests import build, golden
from tests.build import OPERATOR
from tests.web.secretary import HOME, Secretary, hidden_fields

SOURCE = Path(__file__).parents[1] / "fixtures/dates/028-whole-notes-2022/input.txt"
BEFORE, DAY = build.stockholm("2021-11-01 09:00"), build.stockholm("2021-11-30 17:00")
NAMES = (
    "Viktor Almvass", "Sixten Björkgåta", "Torsten Dunört", "Alva Ekfloda", "Ruben Fjällmoln", "Signe Havsalv Isranka",
    "Melker Jordört", "Eva-Britt Kvastmo", "Gunvald Ljungsäv", "Albin Tallkotte", "Britt-Marie Urmossa",
    "Ludvig Åskrimmer",
)  # fmt: skip
ABSENT = ("Sixten Björkgåta", "Ruben Fjällmoln", "Gunvald Ljungsäv", "Ludvig Åskrimmer")
TYPED = (Path(__file__).parents[1] / "fixtures/notes/items.txt").read_text("utf-8")
ITEMS = [
    (*re.split(r" \|\s*", head), note.strip())
    for head, _, note in (part.partition("\n") for part in TYPED.split("## ")[1:])
]
"""Heading, presenter and note of each item."""
PROMISE = "Almbrå tar fram ett fördjupat underlag, som sedan presenteras vid nästa möte."


def typed_in(database: Database, config: Config) -> Secretary:
    entries = [build.entry(name, email=f"p{n}@example.org") for n, name in enumerate(NAMES)]
    build.seed_year(database, now=BEFORE, entries=entries, text="30/11 2021 kl 15-17", year=2021)
    with writing(database, BEFORE) as session:
        meeting = build.meeting(session, 1)
        meeting.place = "Digitalt"
        rows = [Item(heading, "", presenter) for heading, presenter, _ in ITEMS]
        actions.save_agenda(session, meeting, rows, by=OPERATOR, now=BEFORE)
    elin = Secretary(database, config, DAY)
    where = f"{HOME}/meetings/1/notes"
    opened = elin.get(where)
    fields = hidden_fields(opened)
    for key, name in named(opened):
        fields[f"called-{key}-presence"] = "absent" if name in ABSENT else "present"
        if name == "Britt-Marie Urmossa":
            fields[f"called-{key}-presence"] = "replaced"
            fields[f"called-{key}-replaced_by"] = "Benjamin Vassrugg"
    for n, (_, _, note) in enumerate(ITEMS, start=1):
        fields[f"note-{n}"] = note
    fields |= {"person": "Vendela Havregryn", "new-4-text": PROMISE}
    fields["noted_by"] = "Tilda Sandrev, sekreterare"
    assert elin.client.post(where, data={**fields, "do": "end"}).status_code == 303
    published = elin.client.post(where, data={**hidden_fields(elin.get(where)), "do": "publish"})
    assert published.status_code == 303
    return elin


def named(page: str) -> list[tuple[str, str]]:
    found = re.findall(r'<legend><b>([^<]+)<.*?name="called-(\w+)-presence"', page, re.DOTALL)
    return [(key, html.unescape(name)) for name, key in found]


def lines_of(paper: str) -> list[str]:
    """Its text as it is read: a line for each block, the cells of a row after each other."""
    paper = re.sub(r"</(?:p|h1|h2|li|dd|td|th|tr)>|<br>", "\n", re.sub(r"\s+", " ", paper))
    paper = re.sub(r"</li>\s*", "", paper)
    text = html.unescape(re.sub(r"<[^>]+>", "", paper)).replace("\xa0", " ")
    return [line.strip() for line in text.split("\n") if line.strip()]


def test_a_page_of_notes_reads_as_it_was_written(sqlite, config):
    elin = typed_in(sqlite, config)
    page = elin.get(f"{HOME}/meetings/1/notes/versions/1")
    paper = page[page.index("<article") : page.index("</article>")]
    shown = lines_of(re.sub(r'<div class="sign">.*', "", paper, flags=re.DOTALL))

    golden.check("notes/page.txt", ("\n".join(shown) + "\n").encode())
    told = " ".join(shown).replace(" ,", ",").replace(" (frånvarande)", "")
    source = re.sub(r"<[^>]+>|•|\d\. ", " ", SOURCE.read_text("utf-8").replace("~~", ""))
    source = source.replace("nästa sammanträde", "nästa möte")  # the product's one word for it
    for line in source.partition("Kallade:")[2].splitlines():
        for cell in line.split("\t"):
            wanted = " ".join(cell.replace("Noterat av:", "").split()).rstrip(":")
            assert wanted in told, wanted


def test_they_are_there_as_pdf_and_as_a_word_document_of_the_councils_own(sqlite, config):
    from docx import Document  # of an extra: without it this test alone fails

    elin = typed_in(sqlite, config)
    version = f"{HOME}/meetings/1/notes/versions/1"
    pdf, word = elin.client.get(f"{version}.pdf"), elin.client.get(f"{version}.docx")
    template = Document(BytesIO(elin.client.get(f"{HOME}/notes-template/template.docx").data))
    template.add_paragraph("Dnr 2021:7 {{ noted_by }}")
    upload(elin, template)
    own = elin.client.get(f"{version}.docx")
    template.add_paragraph("{{ ''.__class__.__mro__ }} {{ unclosed")
    refused = upload(elin, template)

    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf.data)).pages]
    past = read_page(read_text(pdf.data, layout=True))
    promise = f"\nÅterrapportering nästa möte: {PROMISE}"
    assert [(row[0], row[2], row[1].replace(promise, "")) for row in past.rows] == [
        (heading, presenter, note.replace("\n\n", "\n")) for heading, presenter, note in ITEMS
    ]
    from_word = read_page(read_text(word.data))
    assert from_word.rows[3][1].endswith(f"att läsa.{promise}")
    golden.check("notes/pdf.txt", ("\n".join(pages).replace("\xa0", " ") + "\n").encode())
    document = Document(BytesIO(word.data))
    struck = [run.text for p in document.paragraphs for run in p.runs if run.font.strike]
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert struck == list(ABSENT)
    assert [row[0] for row in cells] == ["Ärende", *(heading for heading, *_ in ITEMS)]
    assert cells[4][1].endswith(f"2. Underlaget finns att läsa.\nÅterrapportering nästa möte: {PROMISE}")  # fmt: skip
    assert Document(BytesIO(own.data)).paragraphs[-1].text == "Dnr 2021:7 Tilda Sandrev, sekreterare"  # fmt: skip
    assert refused.status_code == 422
    assert "Mallen går inte att fylla i" in refused.get_data(as_text=True)


def upload(elin: Secretary, template: Any) -> TestResponse:
    octets = BytesIO()
    template.save(octets)
    data = hidden_fields(elin.get(f"{HOME}/notes-template"))
    octets.seek(0)
    return elin.client.post(f"{HOME}/notes-template", data={**data, "template": (octets, "mall.docx")})  # fmt: skip
