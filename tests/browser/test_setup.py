"""A newcomer's way from the printed address to a published year's doorstep, in a browser without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from scheduler import config_file
from scheduler.clock import FixedClock
from scheduler.config import MailMode
from scheduler.db.session import writing
from scheduler.firstrun import tasks
from tests.browser.walk import served
from tests.conftest import NOW
from web.app import create_app

pytestmark = pytest.mark.network


@pytest.fixture
def base(tmp_path, sqlite):
    app = create_app(config_file.load(None, folder=tmp_path), FixedClock(NOW), sqlite)
    with served(app) as base:
        yield base


def done(page: Page, text: str) -> None:
    """What happened stands first in the content, and has the focus."""
    expect(page.locator("main .note.ok")).to_be_focused()
    expect(page.locator("main .note.ok")).to_have_text(text)


def test_the_first_run(plain, sqlite, base, tmp_path):
    with writing(sqlite, NOW) as session:
        secret = tasks.begin_setup(session, MailMode.CAPTURE, now=NOW)
    page = plain
    page.goto(base)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Kallelse är inte klart att använda än"
    )
    page.goto(f"{base}/admin/setup/start/{secret}")
    page.get_by_role("button", name="Börja").click()

    page.get_by_role("link", name="Rådet").click()
    page.get_by_label("Namn", exact=True).fill("GranåsBrå")
    page.get_by_label("Kortnamn").fill("setup")
    page.get_by_label("E-postadress som läser svaren").fill("bra@example.org")
    page.get_by_role("button", name="Lägg till rådet").click()
    page.get_by_role("link", name="är ett ord som programmet").click()
    expect(page.get_by_label("Kortnamn")).to_be_focused()
    page.get_by_label("Kortnamn").fill("granasbra")
    page.get_by_role("button", name="Lägg till rådet").click()
    done(page, "Rådet är tillagt.")

    page.get_by_role("link", name="Ditt konto").click()
    page.get_by_label("Namn", exact=True).fill("Elin Forsby")
    page.get_by_label("E-postadress").fill("elin@example.org")
    page.get_by_label("Lösenord").fill("tre gröna tåg i snön")
    page.get_by_role("button", name="Skapa kontot").click()
    done(page, "Kontot är skapat.")

    page.get_by_role("link", name="E-post").click()
    page.get_by_label("Skicka ett testmejl till").fill("elin@example.org")
    page.get_by_role("button", name="Skicka ett testmejl").click()
    (letter,) = (tmp_path / "var/mail/new").iterdir()
    number = re.search(r"Kallelse: (\d{6})", letter.read_text(encoding="utf-8"))
    assert number
    page.get_by_label("Numret i mejlet").fill(number[1])
    page.get_by_role("button", name="Mejlet har kommit").click()
    done(page, "Mejl kommer fram.")

    page.get_by_role("link", name="Medlemmar").click()
    expect(page).to_have_url(f"{base}/admin/granasbra/members/add")
    page.get_by_role("link", name="Alla uppgifter").click()
    page.get_by_role("button", name="Öppna Kallelse").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kallelse är klart att använda")
    page.get_by_role("link", name="Planera årets möten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Årsplan 2022")
    page.goto(base)
    expect(page).to_have_url(f"{base}/granasbra")
