"""The secretary's whole way in a browser without script, at both widths; and axe on her pages."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scheduler.councils import member_import, store
from scheduler.councils.rows import Council
from scheduler.db.session import Database, Session, writing
from scheduler.history.rows import OPERATOR
from scheduler.mail.rows import OutboxMessage
from tests import build
from tests.browser import axe
from tests.browser.walk import WIDER, Site, Walk, served, sign_in
from tests.conftest import NOW

pytestmark = pytest.mark.network
SEED = (Path(__file__).parents[1] / "fixtures/dates/001-umebra-2022/input.txt").read_text("utf-8")
WRONG = SEED.replace("22 februari, 15.00", "onsdag 22 februari, 15.00")
PEOPLE = "namn\te-post\torganisation\n" + "\n".join(
    f"Person {n}\t{f'p{n}-example.org' if n in (7, 19) else f'p{n}@example.org'}\tPolisen"
    for n in range(1, 26)
)


class Secretary(Site):
    """Of a council without members."""

    def __init__(self, folder: Path, database: Database):
        super().__init__(folder, database, fill)

    def live(self, **time: int) -> None:
        """So much time passes."""
        self.live_until(self.instant + timedelta(**time))

    def letters(self) -> list[OutboxMessage]:
        return build.letters(self.database)


def fill(session: Session) -> list[Council]:
    return [build.council(session, now=NOW)]


@pytest.fixture
def site(tmp_path, sqlite):
    made = Secretary(tmp_path, sqlite)
    with served(made.app) as made.base:
        yield made


def test_the_whole_way(plain, site):
    walk = Walk(plain)
    plain.goto(f"{site.base}/admin/granasbra")
    sign_in(plain)

    add_members(walk, site)
    publish(walk)
    site.live(minutes=6)
    edit_one_mail(walk)
    move_and_see_who_is_told(walk, site)

    plain.goto(f"{site.base}/granasbra")
    walk.sees("tors 16 jun 2022")


def add_members(walk: Walk, site: Secretary) -> None:
    """25 rows, two of them faulty: the others are taken, the two are corrected where they stand."""
    walk.link("Klistra in en lista: Rådet har inga medlemmar än.")
    rows = walk.page.get_by_label("Klistra in namn, e-post, organisation och uppdrag")
    rows.fill(PEOPLE)
    walk.button("Förhandsvisa listan")
    walk.is_told("2 saker behöver rättas")
    walk.is_told("Rad 7, Person 7: E-postadressen saknar @. Skriv den som namn@example.org.")
    walk.button("Lägg till 23 personer")
    walk.is_told("23 personer är tillagda. Inget mejl har skickats. 2 rader är kvar.")
    for n in (7, 19):
        row = walk.page.get_by_role("group", name=f"Person {n}")
        row.get_by_label("E-postadress").fill(f"p{n}@example.org")
    walk.button("Förhandsvisa igen")
    walk.button("Lägg till 2 personer")
    walk.is_told("2 personer är tillagda. Inget mejl har skickats.")
    walk.sees("Ledamöter: 25.")
    assert site.letters() == []


def publish(walk: Walk) -> None:
    """Pressed with an open question, the button says what must be decided."""
    walk.presses = 0
    walk.link("Årsplan")
    walk.page.get_by_label("Klistra in mötestider").fill(WRONG)
    walk.button("Läs in datumen")
    walk.sees("Tis 22 feb 2022 är inte en onsdag.")
    walk.button("Publicera 5 möten")
    expect(walk.page).to_have_title(re.compile("^Fel: "))
    walk.is_told("Tis 22 feb 2022 är inte en onsdag.")
    walk.page.get_by_label("Tis 22 feb").check()
    walk.sees("25 personer får ett mejl med årets datum kl. 09.05")
    walk.button("Publicera 5 möten")
    walk.is_told("5 möten är publicerade. 25 personer får ett mejl med årets datum")
    assert walk.presses <= 4


def edit_one_mail(walk: Walk) -> None:
    """A coming kallelse is read, and its words are changed."""
    page = walk.page
    walk.link("Utskick")
    walk.link("Kallelsen, Möte tis 22 feb 2022")
    walk.sees("Du kallas till möte i GranåsBrå.")
    walk.link("Ändra texten i det här mejlet")
    body = page.get_by_label("Text", exact=True)
    body.fill(body.input_value().replace("{avsändare}", "{avsändare}\n\nTa med fika."))
    walk.button("Förhandsvisa")
    expect(page.get_by_role("region", name="Så här blir mejlet")).to_contain_text("Ta med fika.")
    walk.button("Spara detta mejl")
    walk.is_told("Mejlet är ändrat.")
    expect(page.locator(".letter")).to_contain_text("Ta med fika.")


def move_and_see_who_is_told(walk: Walk, site: Secretary) -> None:
    walk.link("Möten")
    walk.link("tis 14 jun 2022 kl. 15.00–17.00")
    walk.link("Ändra tid eller plats")
    walk.page.get_by_label("Datum").fill("torsdag 16 juni")
    walk.button("Se vad som händer")
    walk.sees("25 personer får ett mejl om det kl. 09.11, fem minuter efter att du bekräftar.")
    walk.page.get_by_text("Visa vilka som får mejlet").click()
    walk.sees("Person 19")
    walk.button("Ändra mötet och mejla 25 personer")
    walk.is_told(
        "Mötet är flyttat till en annan dag. 25 personer får ett mejl om det ons 1 dec 2021 kl. 09.11."
    )
    site.live(minutes=6)
    assert sum(row.kind == "change" for row in site.letters()) == 25


def test_axe_finds_nothing_on_the_secretary_s_pages(page, site):
    with writing(site.database, NOW) as session:
        council = store.council(session, "granasbra")
        member_import.import_members(session, council, build.people(25, 5), by=OPERATOR, now=NOW)
        build.publish_year(session, council, 2022, SEED, now=NOW)
        member = store.members(session, council.id)[0].id
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{site.base}/login?next=/admin/granasbra")
    faults = axe.faults(page)
    sign_in(page)

    for path in (
        "", "/mail", "/mail/letter?key=granasbra/m1/kallelse/@2022-02-22T15:00", "/meetings", "/meetings/1",
        "/meetings/1/move", "/members", f"/members/{member}", "/texts", "/texts/kallelse/sv", "/settings?lang=en",
    ):  # fmt: skip
        opened = page.goto(f"{site.base}/admin/granasbra{path}")
        assert opened
        assert opened.ok, path
        faults += [f"{path}: {fault}" for fault in axe.faults(page)]
        assert not page.evaluate(WIDER), path
    page.goto(f"{site.base}/admin/granasbra/members/add?lang=sv")
    page.get_by_label("Klistra in namn").fill("Närvarande: Ada Ny (ers. Bo Ny), Member 1\nMember 2")
    page.get_by_role("button", name="Förhandsvisa listan").click()
    faults += axe.faults(page)
    assert faults == []
