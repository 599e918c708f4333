"""A page of notes written elsewhere, pasted or as a Word file, becomes a draft once it has been looked through."""

from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import TestResponse

from scheduler.agenda import store as agenda
from scheduler.db.session import reading
from scheduler.notes import store
from tests import build, office_files
from tests.web.secretary import HOME, Secretary, hidden_fields, said, text
from tests.web.test_whole_notes import BEFORE, DAY, ITEMS, PROMISE, SOURCE

PAST = f"{HOME}/notes-from-before"


@pytest.fixture
def elin(sqlite, config):
    entries = [build.entry("Alva Ekfloda", email="alva@example.org", organisation="Polisen")]
    build.seed_year(sqlite, now=BEFORE, entries=entries, text="30/11 2021 kl 15-17", year=2021)
    return Secretary(sqlite, config, DAY)


def send(elin: Secretary, page: str | bytes, do: str = "read") -> TestResponse:
    data: dict[str, Any] = {**hidden_fields(elin.get(PAST)), "do": do}
    data |= {"text": page} if isinstance(page, str) else {"file": (BytesIO(page), "a.docx")}
    return elin.client.post(PAST, data=data)


def test_a_page_of_notes_is_looked_through_and_saved_as_a_draft(elin, sqlite):
    source = SOURCE.read_text("utf-8")
    shown = send(elin, source)
    with reading(sqlite) as session:
        before = store.notes_of(session, build.meeting(session, 1).id)
    saved = send(elin, source, "save")
    again = send(elin, source)

    assert "Britt-Marie Urmossa (ers. Benjamin Vassrugg)" in said(text(shown))
    assert before is None
    assert saved.location == f"{HOME}/meetings/1/notes"
    with reading(sqlite) as session:
        meeting = build.meeting(session, 1)
        notes = store.notes_of(session, meeting.id)
        assert notes
        assert (notes.noted_by, notes.remarks) == ("Tilda Sandrev, sekreterare", "Plats: Digitalt")
        rows = store.attendance_of(session, meeting.id)
        assert [(r.presence, r.replaced_by) for r in rows[9:12]] == [
            ("present", ""), ("replaced", "Benjamin Vassrugg"), ("absent", "")
        ]  # fmt: skip
        assert [(r.person_id is not None, r.organisation) for r in rows[2:4]] == [
            (False, ""), (True, "Polisen")
        ]  # fmt: skip
        items = agenda.agenda_of(session, meeting.id)
        texts = store.item_notes(session, [item.id for item in items])
        assert [(item.heading, item.presenter, texts[item.id].text) for item in items] == [
            (heading, presenter, note.replace("\n\n", "\n")) for heading, presenter, note in ITEMS
        ]
        assert [(f.text, f.item_id) for f in store.follow_ups(session, 1)] == [
            (PROMISE, items[3].id)
        ]
    assert again.status_code == 422
    assert "Det finns redan anteckningar från mötet tis 30 nov 2021." in text(again)


def test_a_word_file_is_read_with_its_struck_names_and_pasted_text_leaves_them_open(elin):
    head = ["Mötesanteckningar", "Datum: 2021-11-30", "Kallade:", "Alva Ekfloda,", "~~Bo Askmyr~~"]
    table = [("Ärende", "Omfattning/notering", "Föredragande"), ("Budget", "• Antas. • Klart.", "")]
    file = send(elin, office_files.docx(head, table))
    rows = "\n".join("\t".join(row) for row in table)
    pasted = send(elin, "\n".join(head).replace("~", "") + f"\n{rows}\nNoterat av: Tilda Sandrev")

    assert "<s>Bo Askmyr</s>" in text(file)
    assert "<li>Antas.</li>" in text(file)
    assert "<s>" not in text(pasted)
    assert "vems namn som är struket" in text(pasted)


@pytest.mark.parametrize(
    "old, new, why",
    [
        ("Ärende:\t", "", "Tabellen med kolumnerna"),
        ("2021-11-30", "i höstas", "Sidan säger inte vilken dag"),
        ("2021-11-30", "2021-11-29", "Inget möte hölls mån 29 nov 2021."),
        ("Plats: ", "Sekretess: ", "Raden ”Sekretess: Digitalt” går inte att förstå."),
        ("Viktor Almvass, ~~", "?, ~~", "Listan över de kallade går inte att läsa."),
        ("\tKjell Enåker", "\tKjell Enåker\tnej", "Raden ”Kartläggning” går inte att förstå."),
    ],
)
def test_anything_else_is_refused_in_a_sentence_and_what_was_pasted_stays(elin, old, new, why):
    answer = send(elin, SOURCE.read_text("utf-8").replace(old, new, 1))

    assert answer.status_code == 422
    assert why in text(answer)
    assert "Medborgarlöftet lyder" in text(answer)
