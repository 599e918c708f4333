"""Handlingar: files of a meeting and its items, who finds them, and what cannot be one."""

import os
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from werkzeug.test import TestResponse

from scheduler.agenda import store
from scheduler.councils import store as councils
from scheduler.councils.rows import MemberRole
from scheduler.db.session import Database, reading, writing
from scheduler.notes import store as noted
from scheduler.papers import store as papers
from scheduler.papers.folder import FileFolder
from tests import build
from tests.web.secretary import HOME, NOW, Secretary, hidden_fields, text

PAPERS = f"{HOME}/meetings/1/papers"
PDF = b"%PDF-1.7\nen handling"


def status(client: FlaskClient, url: str) -> int:
    """A file that is streamed stands open until its answer is closed."""
    with client.get(url) as answer:
        return answer.status_code


def zipped(client: FlaskClient, url: str) -> zipfile.ZipFile:
    with client.get(url) as answer:
        return zipfile.ZipFile(BytesIO(answer.data))


def send(elin: Secretary, *files: tuple[bytes, str], item: int | str = "") -> TestResponse:
    chosen = [(BytesIO(octets), name) for octets, name in files]
    return elin.send(PAPERS, item=str(item), files=chosen)


def with_agenda(elin: Secretary, database: Database, *, public: str = "") -> list[int]:
    """Two items, of which those with the numbers in `public` are public."""
    rows = {f"items-{n}-heading": heading for n, heading in enumerate(("Budget", "Skola"))}
    ticks = {f"items-{n}-is_public": "yes" for n in public}
    elin.send(f"{HOME}/meetings/1/agenda", do="save", **rows, **ticks)
    with reading(database) as session:
        return [row.id for row in store.agenda_of(session, build.meeting(session, 1).id)]


def document(part: str) -> bytes:
    octets = BytesIO()
    with zipfile.ZipFile(octets, "w") as archive:
        archive.writestr(part, "x")
    return octets.getvalue()


def test_papers_are_found_by_those_who_may_from_the_kallelse_on(elin, sqlite, config):
    build.work(sqlite, config, build.stockholm("2021-12-01 09:05"))
    budget, school = with_agenda(elin, sqlite, public="1")
    send(elin, (PDF, "Budget åäö.pdf"), item=budget)
    send(elin, (PDF + b"2", "Skola.pdf"), item=school)
    send(elin, (PDF, "Budget åäö.pdf"))
    page, visitor = elin.member_page(), elin.app.test_client()
    early = [status(visitor, f"{page}/papers/{n}") for n in (1, 2, 3)]
    build.work(sqlite, config, build.stockholm("2022-02-15 08:00"))
    with visitor.get(f"{page}/papers/1") as mine:
        octets = mine.data
    archive = zipped(visitor, f"{page}/papers/all.zip")
    pdf = visitor.get(f"{page}/agenda.pdf").data
    public = [status(visitor, f"/granasbra/meetings/1/papers/{n}") for n in (1, 2, 3)]
    shown, for_all = visitor.get(page).text, visitor.get("/granasbra/meetings/1").text

    assert early == [404, 404, 404]
    assert octets == PDF
    assert mine.content_type == "application/pdf"
    assert mine.headers["Content-Disposition"] == (
        "attachment; filename=\"Budget aao.pdf\"; filename*=UTF-8''Budget%20%C3%A5%C3%A4%C3%B6.pdf"
    )
    assert mine.headers["X-Content-Type-Options"] == "nosniff"
    assert mine.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    names = ["01 Budget/Budget åäö.pdf", "02 Skola/Skola.pdf", "Budget åäö.pdf"]
    assert sorted(archive.namelist()) == names
    assert "Handlingar: Skola.pdf" in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert public == [404, 200, 404]
    assert "Skola.pdf</a>" in shown
    assert ("Skola.pdf</a>" in for_all, "Budget åäö.pdf" in for_all) == (True, False)
    assert len(list(config.files.folder.glob("??/*"))) == 2  # the same file lies there once


@pytest.mark.parametrize("octets, name, told", [
    (b"", "tom.pdf", "tom.pdf är tom."),
    (b"MZ\x90", "bild.png", "bild.png är inte det som filändelsen säger."),
    (document("ppt/x.xml"), "brev.docx", "brev.docx är inte det som filändelsen säger."),
    (b"PK\x03\x04 trasig", "brev.odt", "brev.odt är inte det som filändelsen säger."),
    (b"<svg><script>alert(1)</script></svg>", "a.svg", "a.svg kan inte vara en handling."),
    (b"=cmd|' /C calc'!A0", "a.csv", "a.csv kan inte vara en handling."),
    (PDF, "x.pdf.exe", "x.pdf.exe kan inte vara en handling."),
    (PDF, "utan", "utan kan inte vara en handling."),
])  # fmt: skip
def test_what_cannot_be_a_paper_is_refused_with_a_sentence(elin, config, octets, name, told):
    page = send(elin, (octets, name))

    assert page.status_code == 422
    assert told in text(page)
    assert 'value=""' in text(page)
    assert not list(config.files.folder.glob("*"))


def test_a_proposal_has_up_to_three_files_and_loses_one_on_demand(elin, sqlite, config):
    page, other = elin.member_page(), elin.member_page(1)
    send(elin, (PDF, "a.pdf"), item=with_agenda(elin, sqlite)[0])
    visitor = elin.app.test_client()
    data = {**hidden_fields(visitor.get(page).text), "heading": "Halka"}

    def chosen(*names: str) -> dict[str, object]:
        return {**data, "files": [(BytesIO(PDF + name.encode()), name) for name in names]}

    many = visitor.post(f"{page}/items", data=chosen("1.pdf", "2.pdf", "3.pdf", "4.pdf"))
    wrong = visitor.post(f"{page}/items", data={**chosen("1.txt"), "heading": ""})
    again = visitor.post(f"{page}/items", data={**chosen("1.pdf"), "heading": ""})
    visitor.post(f"{page}/items", data=chosen("1.pdf", "2.pdf"))
    changed = visitor.post(f"{page}/items/3", data={**chosen("3.pdf", "4.pdf"), "out": "2"})
    full = visitor.post(f"{page}/items/3", data=chosen("5.pdf"))
    seen = [status(visitor, f"{whose}/papers/3") for whose in (page, other)]
    agenda = elin.get(f"{HOME}/meetings/1/agenda")
    visitor.post(f"{page}/items/3/withdraw", data=data)

    assert (many.status_code, "Högst 3 filer kan läggas till." in text(many)) == (422, True)
    assert "Välj filerna igen." in text(again)
    assert "1.txt kan inte vara en handling." in text(wrong)
    assert (changed.status_code, full.status_code) == (303, 422)
    assert "Ett förslag har högst 3 filer." in text(full)
    assert seen == [200, 404]
    assert [f"{n}.pdf</a>" in agenda for n in (1, 2, 3, 4)] == [False, True, True, True]
    with reading(sqlite) as session:
        assert len(papers.digests(session)) == 1  # those of the withdrawn item are gone


def test_a_file_that_no_paper_needs_is_removed_after_a_day(tmp_path):
    folder = FileFolder(tmp_path)
    old, new, used = (folder.keep(BytesIO(octets)) for octets in (b"1", b"2", b"3"))
    for digest in (old, used):
        path, two_days = folder.find(digest), 2 * 24 * 3600
        os.utime(path, (path.stat().st_mtime - two_days,) * 2)

    assert folder.remove_unused({used}) == 1
    assert folder.missing([old, new, used]) == {old}


def test_a_removed_paper_is_gone_and_a_missing_file_says_so(elin, sqlite, config):
    send(elin, (PDF, "a.pdf"), (PDF + b"2", "b.pdf"))
    opened = elin.get(PAPERS)
    removed, again = (elin.send(f"{PAPERS}/1/remove", seen=opened) for _press in range(2))
    for file in config.files.folder.glob("??/*"):
        file.unlink()

    assert removed.status_code == again.status_code == 200
    assert elin.client.get(f"{PAPERS}/2").status_code == 404
    assert zipped(elin.client, f"{PAPERS}/all.zip").namelist() == []
    assert "Lade till en handling till mötet tis 22 feb 2022." in elin.get(f"{HOME}/log")


def test_either_database_takes_an_agenda_with_papers_and_proposals_and_its_notes(database, config):
    build.seed_year(database, now=NOW, entries=build.people(2))
    elin = Secretary(database, config, NOW)
    visitor = elin.app.test_client()
    page, where = elin.member_page(), f"{HOME}/meetings/1/agenda"
    budget, _school = with_agenda(elin, database)
    send(elin, (PDF, "a.pdf"), item=budget)
    data = {**hidden_fields(visitor.get(page).text), "heading": "Halka", "minutes": "5"}
    visitor.post(f"{page}/items", data={**data, "files": [(BytesIO(PDF + b"2"), "b.pdf")]})
    elin.client.post(f"{where}/proposals/3", data={**hidden_fields(elin.get(where)), "do": "take"})
    kept = {"items-0-heading": "", "items-0-minutes": "", "items-1-heading": "Skola"}
    elin.send(where, do="save", **kept)
    build.work(database, config, NOW + timedelta(minutes=10))

    shown = elin.get(f"{HOME}/meetings/1")
    assert ("Budget" in shown, "a.pdf</a>" in shown, "Skola" in shown) == (False, True, True)
    notes, later = f"{HOME}/meetings/1/notes", elin.at(build.stockholm("2022-02-22 17:10"))
    later.send(notes, **{"note-2": "Antas.", "new-2-text": "Räkna lampor", "do": "rest"})
    later.send(notes, do="publish")
    with writing(database, later.now) as session:
        councils.council(session, "granasbra").approve_notes = True
        councils.members(session, 1)[0].role = MemberRole.CHAIR
    later.send(notes, **{"note-2": "Antas inte.", "do": "ask"})

    with reading(database) as session:
        assert [row.text for row in noted.follow_ups(session, 1)] == ["Räkna lampor"]
        assert len(noted.versions(session, 1)) == 1
        assert noted.last_approval(session, 1)
    with reading(database) as session:  # papers of an item that is removed stay with the meeting
        meeting = build.meeting(session, 1)
        assert len(papers.papers(session, meeting_id=meeting.id, item_ids=[])) >= 1
