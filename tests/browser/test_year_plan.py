"""The year plan in a browser without script: every way in, from what a secretary has to a published year."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from scheduler.db.session import writing
from tests import build
from tests.browser import axe
from tests.browser.walk import WIDER, served, session_cookie
from tests.web.secretary import Secretary

pytestmark = pytest.mark.network

NOW = build.stockholm("2023-06-01 09:00")


@pytest.fixture
def site(sqlite, config):
    """A council of one secretary, its address and the cookie of her session."""
    with writing(sqlite, NOW) as session:
        build.council(session, now=NOW)
    elin = Secretary(sqlite, config, NOW)
    with served(elin.app) as base:
        yield base, session_cookie(elin, base)


@pytest.fixture
def desk(browser, site):
    """A signed-in page without JavaScript, at the first page of the council."""
    base, cookie = site
    context = browser.new_context(
        java_script_enabled=False, base_url=base, viewport={"width": 1280, "height": 900}
    )
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto("/admin/granasbra")
    yield page
    context.close()


def press(page: Page, name: str, role: Literal["button", "link"] = "button") -> None:
    page.get_by_role(role, name=name, exact=True).first.click()


def is_published(page: Page, n: int) -> None:
    expect(page.get_by_text(f"{n} möten är publicerade")).to_be_visible()


def test_a_rule_gives_a_year_and_the_next_is_carried_over(desk):
    desk.goto("/admin/granasbra/years/2025")
    desk.get_by_text("Med en regel", exact=True).click()
    desk.get_by_label("Andra", exact=True).check()
    desk.get_by_label("Veckodag", exact=True).select_option("tisdag")
    for month in ("februari", "april", "juni"):
        desk.get_by_label(month).check()
    desk.get_by_label("Klockslag", exact=True).fill("15–17")
    press(desk, "Räkna ut datumen")
    expect(
        desk.get_by_text("Andra tisdagen i februari, april och juni kl. 15.00–17.00")
    ).to_be_visible()
    press(desk, "Publicera 3 möten")
    is_published(desk, 3)

    press(desk, "Årsplan 2026", "link")
    desk.get_by_text("Som förra året", exact=True).click()
    press(desk, "Ta samma veckodagar i månaden")
    expect(desk.get_by_role("heading", name="tis 10 feb 2026")).to_be_visible()
    press(desk, "Publicera 3 möten")
    is_published(desk, 3)


def test_axe_finds_nothing_in_any_state_on_a_phone(page, site):
    base, cookie = site
    page.context.add_cookies([cookie])
    page.set_viewport_size({"width": 390, "height": 900})
    plan, faults = f"{base}/admin/granasbra/years/2031", []

    def look(what: str) -> None:
        faults.extend(f"{what}: {fault}" for fault in axe.faults(page))
        assert not page.evaluate(WIDER), what

    page.goto(plan)
    for way in ("Ett i taget", "Från en fil", "Med en regel", "Som förra året"):
        page.get_by_text(way, exact=True).click()
    look("empty")
    page.get_by_role("button", name="Läs in filen").click()
    look("no file")
    page.goto(plan)
    year = 2031
    dates = f"måndag 9 maj {year}\n6 juni {year} kl. 15\n8 juni {year} kl. 15\nhej\n31 april {year}\n1 maj 2023 kl. 9\n"
    page.get_by_label("Klistra in mötestider").fill(dates)
    page.get_by_role("button", name="Läs in datumen").click()
    look("filled")
    page.get_by_role("button", name="Publicera").click()
    look("refused")
    page.goto(f"{plan}?lang=en")
    look("in English")
    page.goto(f"{plan}/paper")
    look("to print")
    page.goto(f"{base}/admin/granasbra/compare?lang=sv")
    page.get_by_role("button", name="Lägg till kalendern").click()
    look("compare, refused")
    assert faults == []
