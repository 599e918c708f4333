"""The secretary's whole way in a browser without script, at a desk and on a phone: from sign-in to a moved meeting."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from scheduler import config as configs
from scheduler.clock import FixedClock
from scheduler.councils import accounts, passwords, store
from scheduler.db.session import Database, writing
from scheduler.history.rows import OPERATOR
from tests import build
from tests.conftest import NOW
from web import create_app

pytestmark = pytest.mark.network
PASSWORD = "tre gröna tåg i snön"
WRONG = build.SEED.replace("22 februari, 15.00", "onsdag 22 februari, 15.00")
PEOPLE = "namn\te-post\torganisation\n" + "\n".join(
    f"Person {n}\t{'utan-adress' if n in (7, 19) else f'p{n}@example.org'}\tPolisen"
    for n in range(1, 26)
)


@pytest.fixture
def base(tmp_path: Path, sqlite: Database) -> Iterator[str]:
    """A council with an account and nobody on it yet."""
    hashed = passwords.hashed(PASSWORD)
    with writing(sqlite, NOW) as session:
        build.council(session, now=NOW)
        kept = [store.council(session, "granasbra")]
        made = accounts.add(
            session, "elin@example.org", name="Elin Forsby", councils=kept, by=OPERATOR, now=NOW
        )
        accounts.set_password(session, made, password_hash=hashed, by=OPERATOR, now=NOW)
    app = create_app(configs.load(None, folder=tmp_path), FixedClock(NOW), sqlite)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def sign_in(page: Page, base: str) -> None:
    page.goto(f"{base}/admin/granasbra")
    page.get_by_label("E-postadress").fill("elin@example.org")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("heading", name="Att göra", level=1)).to_be_visible()


def add_members(page: Page, base: str) -> None:
    page.goto(f"{base}/admin/granasbra/members/add")
    page.locator("textarea").fill(PEOPLE)
    page.get_by_role("button", name="Förhandsvisa listan").click()
    expect(page.get_by_text("2 saker behöver rättas")).to_be_visible()
    page.get_by_role("button", name="Lägg till 23 personer").click()
    expect(page.get_by_text("Inget mejl har skickats.")).to_be_visible()


def publish(page: Page, base: str) -> None:
    page.goto(f"{base}/admin/granasbra/years/2022")
    page.get_by_label("Klistra in mötestider").fill(WRONG)
    page.get_by_role("button", name="Läs in datumen").click()
    expect(page.get_by_text("är inte en onsdag").first).to_be_visible()
    page.get_by_role("button", name="Publicera").click()
    expect(page).to_have_title(re.compile("^Fel: "))
    page.get_by_label("Klistra in mötestider").fill(build.SEED)
    page.get_by_role("button", name="Läs in datumen").click()
    expect(page.get_by_text("23 personer får ett mejl med årets datum")).to_be_visible()
    page.get_by_role("button", name="Publicera 5 möten").click()
    expect(page.get_by_text("5 möten är publicerade")).to_be_visible()


def stop_the_mail(page: Page, base: str) -> None:
    page.goto(f"{base}/admin/granasbra/mail")
    page.get_by_role("link", name="Årets mötestider").click()
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_text("Mejlet är pausat igen. Inget har gått.")).to_be_visible()
    page.get_by_role("button", name="Skicka nu").click()
    expect(page.get_by_text("Mejlet går om fem minuter.")).to_be_visible()


def edit_hold_and_release(page: Page, base: str) -> None:
    """A coming kallelse is read, its words changed in English pages, and it is held and let go in Swedish ones."""
    page.goto(f"{base}/admin/granasbra/mail")
    page.get_by_role("link", name=re.compile("^Kallelsen ?,")).first.click()
    expect(page.get_by_text("Du kallas till möte i GranåsBrå.")).to_be_visible()
    page.get_by_role("link", name="Redigera bara detta").click()
    page.get_by_role("link", name="In English").click()
    body = page.get_by_label("Text", exact=True)
    body.fill(body.input_value().replace("{möteslänk}", "{moteslank}"))
    page.get_by_role("button", name="Save this mail").click()
    expect(page.get_by_role("link", name="Did you mean {möteslänk}?")).to_be_visible()
    words = body.input_value().replace("{moteslank}", "{möteslänk}")
    body.fill(words.replace("{avsändare}", "{avsändare}\n\nTa med fika."))
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="This is how it reads")).to_contain_text("Ta med fika.")
    page.get_by_role("button", name="Save this mail").click()
    expect(page.locator(".letter")).to_contain_text("Ta med fika.")
    page.get_by_role("button", name="Pausa").click()
    expect(page.get_by_text("Mejlet är pausat.")).to_be_visible()
    page.get_by_role("button", name="Låt det gå vid sin tid").click()
    expect(page.get_by_text("Mejlet går vid sin tid igen.")).to_be_visible()


def move(page: Page, base: str) -> None:
    page.goto(f"{base}/admin/granasbra/meetings/3/move")
    page.get_by_label("Datum").fill("16 juni 2022")
    page.get_by_role("button", name="Se vad som händer").click()
    expect(page.get_by_role("columnheader", name="Blir")).to_be_visible()
    # The year's mail waits its five minutes, so nobody has been told of the old date.
    page.get_by_role("button", name="Flytta mötet", exact=True).click()
    expect(page.get_by_text("Mötet är flyttat.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_from_sign_in_to_a_moved_meeting_without_script(
    browser: Browser, base: str, width: int
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 900}
    )
    page = context.new_page()

    sign_in(page, base)
    add_members(page, base)
    publish(page, base)
    stop_the_mail(page, base)
    edit_hold_and_release(page, base)
    move(page, base)

    page.goto(f"{base}/granasbra")
    expect(page.get_by_text("tors 16 jun 2022")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [390])
def test_axe_finds_nothing_on_the_secretary_s_pages(page: Page, base: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{base}/login")
    faults = Axe().run(page).response["violations"]
    sign_in(page, base)
    add_members(page, base)
    publish(page, base)

    for path in (
        "", "/mail", "/mail/letter?key=granasbra/m1/kallelse/@2022-02-22T15:00", "/years/2022", "/years/2023",
        "/meetings", "/meetings/1", "/meetings/1/move", "/meetings/1/cancel", "/meetings/new", "/members",
        "/members/add", "/members/1", "/members/1/end", "/members/1/replace", "?lang=en", "/mail?lang=en",
        "/years/2023?lang=en", "/meetings/1/move?lang=en", "/members/add?lang=en", "/texts", "/texts/kallelse/sv",
        "/mail/edit?key=granasbra/m1/kallelse/@2022-02-22T15:00", "/settings?lang=en",
    ):  # fmt: skip
        page.goto(f"{base}/admin/granasbra{path}")
        found = Axe().run(page).response["violations"]
        faults += [f"{path}: {fault['id']} {fault['nodes'][0]['html']}" for fault in found]
        is_wide = page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        assert not is_wide, path
    assert faults == []
