"""Anteckna in a browser: it saves by itself, and what is typed while the connection is lost is not lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from scheduler import config_file
from scheduler.agenda import actions
from scheduler.agenda.item import Item
from scheduler.db.session import Database
from tests import build
from tests.browser import axe
from tests.browser.walk import WIDER, WIDTHS, served, session_cookie
from tests.web.secretary import NOW, Secretary
from tests.web.test_notes import noted

pytestmark = pytest.mark.network
DAY = build.stockholm("2022-02-22 15:10")
AFTER = 3_000
"""Milliseconds after which the page saves by itself."""


@pytest.fixture
def page(browser: Browser, tmp_path: Path, sqlite: Database) -> Iterator[Page]:
    """The page of notes of a meeting with two items, opened by its secretary."""
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 1))
    items = [Item("Rapport"), Item("Kartläggning")]
    build.on_meeting(sqlite, NOW, actions.save_agenda, items)
    config = config_file.load(None, folder=tmp_path)
    elin = Secretary(sqlite, config, DAY)
    with served(elin.app) as base:
        context = browser.new_context(locale="sv-SE")
        context.add_cookies([session_cookie(elin, base)])
        opened = context.new_page()
        opened.clock.install()
        opened.goto(f"{base}/admin/granasbra/meetings/1/notes")
        yield opened
        context.close()


def _hold_saving(route: Route, saving: list[Route]) -> None:
    """Lets pages through, and keeps what is saved until the test lets it go: the answer replaces what the page says."""
    if route.request.method == "POST":
        saving.append(route)
    else:
        route.continue_()


def test_what_is_typed_without_a_connection_is_saved_when_it_is_back(
    page: Page, sqlite: Database
) -> None:
    first, second = page.get_by_label("Notering").all()
    first.fill("Lugnt i centrum")
    page.clock.fast_forward(AFTER)
    expect(page.get_by_role("status").filter(has_text="Sparat kl. 15.10")).to_be_visible()
    page.context.set_offline(True)
    second.fill("Skrivet utan förbindelse")
    page.clock.fast_forward(AFTER)
    expect(page.get_by_role("alert")).to_contain_text("Förbindelsen är borta.")
    page.get_by_role("button", name="Spara ärende 2").click()
    expect(second).to_have_value("Skrivet utan förbindelse")
    before = noted(sqlite)
    context, url = page.context, page.url
    page.close()  # without the connection, and opened again with it
    context.set_offline(False)
    again, saving = context.new_page(), list[Route]()
    again.route(url, lambda route: _hold_saving(route, saving))
    again.goto(url)
    expect(again.get_by_text("Det du skrev när förbindelsen var borta")).to_be_visible()
    saving[0].continue_()
    expect(again.get_by_role("status").filter(has_text="Sparat kl.")).to_be_visible()

    assert before == ["Lugnt i centrum", ""]
    assert noted(sqlite) == ["Lugnt i centrum", "Skrivet utan förbindelse"]


def test_notes_are_typed_in_published_and_read_as_they_were_typed(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert not page.evaluate(WIDER)
        assert axe.faults(page) == []
    page.get_by_role("group", name="Member 2").get_by_label("Frånvarande").check()
    replaced = page.get_by_role("group", name="Member 3")
    replaced.get_by_label("Ersatt", exact=True).check()
    replaced.get_by_role("combobox", name="Ersatt av").press_sequentially("Deputy 1")
    page.get_by_role("button", name="Alla övriga var närvarande").click()
    page.get_by_text("Lägg till någon med namn").click()
    page.get_by_label("Namn", exact=True).press_sequentially("Vendela Havregryn")
    first, second = page.get_by_label("Notering").all()
    first.press_sequentially("Rektorn berättar:\n- Lugnt i centrum\n- Färre klotter")
    second.press_sequentially("Dialogen fortsätter.")
    section = page.locator("section", has=page.get_by_role("heading", name="2. Kartläggning"))
    section.locator("summary").click()
    section.get_by_label("Vad ska återrapporteras?").press_sequentially("Räkna trasiga lampor")
    page.get_by_label("Noterat av").fill("Tilda Sandrev, sekreterare")
    page.get_by_role("button", name="Publicera och mejla 4 personer").click()
    page.get_by_role("link", name="Version 1").click()

    paper = page.get_by_role("article")
    expect(paper).to_be_visible()
    words = " ".join(paper.inner_text().split()).replace(" ,", ",")
    assert words.partition(" Kallade ")[2] == (
        "Member 1, Member 2 (frånvarande), Member 3 (ers. Deputy 1), Vendela Havregryn"
        " Ärenden Ärende Omfattning/notering Föredragande"
        " Rapport Rektorn berättar: Lugnt i centrum Färre klotter"
        " Kartläggning Dialogen fortsätter. Återrapportering nästa möte: Räkna trasiga lampor"
        " Noterat av Tilda Sandrev, sekreterare"
    )
