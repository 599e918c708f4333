"""A meeting from the call for items to a changed agenda: keyboard alone, no script, on a phone and at a desk."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scheduler.councils import store
from scheduler.db.session import Database
from tests import build
from tests.browser.walk import PASSWORD, WIDER, WIDTHS, Site, served
from tests.conftest import NOW
from tests.web.secretary import member_page

pytestmark = pytest.mark.network
BEFORE = (
    "e => document.activeElement.compareDocumentPosition(e) === Node.DOCUMENT_POSITION_PRECEDING"
)
TABLE = (
    "Ärende\tOmfattning\tFöredragande\n"
    "Föregående mötesanteckningar\tInformation\t\n"
    "Trygghetsmätning\tInformation\tRut Ek, professor, Umeå universitet\n"
    "Övriga frågor\t\t"
)


class Meetings(Site):
    """GranåsBrå with two members, whose year is published."""

    def __init__(self, folder: Path, database: Database):
        build.seed_year(database, now=NOW, entries=build.people(2, 0))
        super().__init__(folder, database, store.councils)

    def live(self, until: str) -> None:
        self.live_until(build.stockholm(until))


@pytest.fixture
def site(tmp_path, sqlite):
    made = Meetings(tmp_path, sqlite)
    with served(made.app) as made.base:
        yield made


class Keys:
    """Finds its way by Tab and writes; every page is tried at both widths."""

    def __init__(self, page: Page):
        self.page = page

    def open(self, url: str) -> None:
        self.page.goto(url)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            assert not self.page.evaluate(WIDER), f"{self.page.url} at {width}"

    def to(self, selector: str) -> None:
        """Tab, forwards or back, until the first element of the selector has the focus."""
        wanted = self.page.locator(selector).first
        key = "Shift+Tab" if wanted.evaluate(BEFORE) else "Tab"
        for _ in range(300):
            if wanted.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{selector} is not reached by Tab at {self.page.url}")

    def write(self, name: str, text: str) -> None:
        self.to(f"[name='{name}']")
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def press(self, words: str) -> None:
        self.to(f"button:has-text('{words}')")
        self.enter()

    def enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()


def test_a_meeting_from_a_proposal_to_a_changed_agenda_by_keyboard_alone(plain, site, tmp_path):
    keys, paper = Keys(plain), tmp_path / "Karta.pdf"
    paper.write_bytes(b"%PDF-1.7\nkarta")
    site.live("2022-01-25 08:00")  # the call for items has gone
    keys.open(site.base + member_page(site.database))
    keys.write("heading", "Belysning i parken")
    keys.write("minutes", "15")
    plain.locator("[name=files]").set_input_files(str(paper))
    keys.press("Föreslå ärendet")
    keys.sees("Karta.pdf")

    site.live("2022-02-10 09:00")
    agenda = f"{site.base}/admin/granasbra/meetings/1/agenda"
    keys.open(agenda)
    keys.write("email", "elin@example.org")
    keys.write("password", PASSWORD)
    keys.press("Logga in")
    keys.to("summary:has-text('Klistra in')")
    plain.keyboard.press("Enter")
    keys.write("pasted", TABLE)
    keys.press("Lägg in raderna")
    keys.press("Spara dagordningen")
    keys.press("Ta med på dagordningen")
    keys.to("button[value='up-3']")
    keys.enter()
    keys.press("Spara dagordningen")
    keys.sees("Dagordningen är sparad.")
    headings = [plain.locator(f"#heading-{n}").input_value() for n in range(4)]

    site.live("2022-02-15 08:00")  # the kallelse has gone
    keys.open(agenda)
    keys.write("items-0-presenter", "Elin Forsby")
    keys.press("Spara dagordningen")
    keys.press("Mejla ändringen")
    keys.open(site.base + member_page(site.database))

    assert headings[2:] == ["Belysning i parken", "Övriga frågor"]
    keys.sees("Elin Forsby")
    keys.sees("Karta.pdf")
    keys.sees("Dagordningen som PDF")
