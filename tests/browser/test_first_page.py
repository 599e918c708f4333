"""The pages in a real browser: found faultless by axe at two widths, and usable without script."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from scheduler import config_file
from scheduler.councils import store
from scheduler.councils.rows import MemberRole
from scheduler.db import schema
from scheduler.db.session import Database, writing
from scheduler.rehearsal import store as rehearsal
from scheduler.rehearsal.rehearsal_clock import RehearsalClock
from tests import build
from tests.browser import axe
from tests.browser.walk import WIDER, served
from tests.mailbox import put_letter
from web.app import create_app

pytestmark = pytest.mark.network

NOW = datetime(2021, 12, 1, 8, 0, tzinfo=UTC)
TEXT = "Hej Siv!\n\nDu kallas till möte i GranåsBrå.\n\nSvara och läs mer: http://127.0.0.1/x\n"


@dataclass(frozen=True)
class Site:
    """A rehearsal on this machine, and the addresses of its personal pages."""

    base: str
    person: str
    meeting: str
    unsubscribe: str


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    database = Database(f"sqlite:///{folder}/kallelse.db")
    schema.ensure(database, now=NOW, host="moten.example.org")
    siv = build.entry("Siv Tallgren", organisation="Granåsens Bostäder")
    nils = build.entry("Nils Ekhed", role=MemberRole.DEPUTY)
    build.seed_year(database, now=NOW, entries=[siv, nils])
    arrange(database, folder)
    config = config_file.load(None, folder=folder)
    app = create_app(config, RehearsalClock(database), database)
    with served(app) as base:
        yield addresses(app.extensions["kallelse"].links, database, base)
    database.close()


def arrange(database: Database, folder: Path) -> None:
    """One meeting moved, one cancelled, and a letter in the mailbox."""
    build.move(database, "2022-05-03 15:00", NOW, number=2)
    build.cancel(database, NOW, number=4, reason="Studieresa.")
    with writing(database, NOW) as session:
        rehearsal.add_state(session, now=NOW)
        council = store.council(session, "granasbra")
        build.earlier_years(session, council, [2021], a_year=24, now=NOW)
    at, key = NOW + timedelta(hours=1), "granasbra/m1/kallelse/@2022-02-22T15:00"
    put_letter(folder / "var" / "mail", 1, at=at, key=key, text=TEXT)


def addresses(links: Any, database: Database, base: str) -> Site:
    with writing(database, NOW) as session:
        siv = store.person_by_email(session, "siv.tallgren@example.org")
        assert siv
        found = (
            links.page(siv.id, 0),
            links.meeting_page(siv.id, 0, "granasbra", 2),
            links.unsubscribe(siv.id, 0, "day_before"),
        )
    return Site(base, *(url.replace("http://127.0.0.1:8000", base) for url in found))


def places(site: Site) -> list[str]:
    meetings = ["/granasbra", "/granasbra/meetings/2", "/granasbra/meetings/4"]
    about = ["/granasbra/contact", "/en/accessibility"]
    public = [*meetings, "/granasbra/years/2022", "/granasbra/subscribe", *about]
    mailbox = ["/mailbox", "/mailbox/1", "/mailbox/1?part=html"]
    personal = [site.person, site.meeting, site.unsubscribe]
    return [site.base + path for path in (*public, *mailbox, "/nowhere")] + personal


@pytest.mark.parametrize("width,scheme", [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page, site, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)

    for url in places(site):
        page.goto(url)
        assert axe.faults(page) == [], url
        assert not page.evaluate(WIDER), url


@pytest.mark.parametrize("year", [2021, 2022])
def test_a_year_prints_on_one_page(page, site, year):
    page.goto(f"{site.base}/granasbra/years/{year}")

    printed = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))

    assert len(printed.pages) == 1
    text = printed.pages[0].extract_text()
    assert f"Mötestider {year}" in text
    assert "Prenumerera" not in text
    assert "Kontakta rådet" not in text


def test_the_first_tab_leads_past_the_header(page, site):
    page.goto(f"{site.base}/en/granasbra")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_a_member_answers_without_script(plain, site):
    plain.goto(f"{site.person}?lang=en")

    plain.get_by_label("I will come").check()
    plain.get_by_role("button", name="Send the reply").click()

    expect(plain.get_by_text("Thank you. You have replied that you will come.")).to_be_visible()
    plain.get_by_role("link", name="På svenska").click()
    expect(plain.locator("html")).to_have_attribute("lang", "sv")


def test_a_link_in_a_letter_opens_the_whole_page(page, site):
    page.goto(f"{site.base}/mailbox/1?part=html")
    page.route("http://127.0.0.1/x", lambda route: route.fulfill(body="arrived"))

    page.frame_locator("iframe").get_by_role("link", name="Svara och läs mer").click()

    expect(page).to_have_url("http://127.0.0.1/x")
