"""A seat falls empty, is taken back and falls empty again: from the mails, on a phone without script."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from scheduler.councils import council_settings, store
from scheduler.councils.rows import MemberRole
from scheduler.db.session import Database
from tests import build
from tests.browser.walk import WIDER, Site, served, sign_in
from tests.conftest import NOW
from tests.web.secretary import captured, words

pytestmark = pytest.mark.network
SIV, NILS, OMAR = "Siv Tallgren", "Nils Ekhed", "Omar Lind"
YES, NO = "Jag kommer", "Jag kan inte"
SAID = {YES: "Du har svarat att du kommer.", NO: "Du har svarat att du inte kan komma."}


class Council(Site):
    """Deputies are called by themselves: Nils for Siv, Omar for anybody."""

    def __init__(self, folder: Path, database: Database):
        entry, deputy = build.entry, MemberRole.DEPUTY
        entries = [
            entry(SIV),
            entry("Noor Haddadi", line=3),
            entry(NILS, line=4, role=deputy, deputy_for=SIV),
            entry(OMAR, line=5, role=deputy),
        ]
        build.seed_year(database, now=NOW, entries=entries)
        build.act(database, NOW, council_settings.change_settings, {"deputy_mode": "by_itself"})
        super().__init__(folder, database, store.councils)

    def answer_by_mail(self, page: Page, name: str, answer: str, at: str) -> None:
        """By the link in the person's newest mail that asks; ten minutes later the worker has done what follows."""
        self.instant = build.stockholm(f"2022-02-15 {at}")
        address = f"{name.lower().replace(' ', '.')}@"
        texts = [words(mail) for mail in captured(self.config) if address in mail["To"]]
        links = [link for text in texts for link in re.findall(rf"{answer}: (\S+)", text)]
        self.open(page, links[-1].removeprefix(self.config.site.url))
        page.locator("#svar button").click()
        expect(page.get_by_text(f"Tack. {SAID[answer]}")).to_be_visible()
        self.live_until(self.instant + timedelta(minutes=10))

    def seat(self, page: Page) -> Locator:
        """What the meeting's page tells the secretary of the seat."""
        self.open(page, "/admin/granasbra/meetings/1")
        return page.get_by_role("region", name="Ersättare").locator("li").first

    def open(self, page: Page, path: str) -> None:
        page.goto(self.base + path)
        assert not page.evaluate(WIDER), f"{page.url}"


@pytest.fixture
def site(tmp_path, sqlite):
    made = Council(tmp_path, sqlite)
    with served(made.app) as made.base:
        yield made


def test_a_seat_is_declined_filled_taken_back_and_declined_until_the_next_deputy_is_called(
    plain, site
):
    plain.set_viewport_size({"width": 390, "height": 900})
    site.live_until(build.stockholm("2022-02-15 08:00"))
    site.open(plain, "/admin/granasbra")
    sign_in(plain)

    site.answer_by_mail(plain, SIV, NO, "10:00")
    expect(site.seat(plain)).to_contain_text(f"{NILS} är kallad i stället för {SIV}")
    site.answer_by_mail(plain, NILS, YES, "10:20")
    expect(site.seat(plain)).to_contain_text(f"{NILS} kommer i stället för {SIV}.")
    site.answer_by_mail(plain, SIV, YES, "10:40")
    expect(site.seat(plain)).to_contain_text(f"{SIV} sitter på platsen.")
    site.answer_by_mail(plain, SIV, NO, "11:00")
    expect(site.seat(plain)).to_contain_text(f"{NILS} är kallad i stället för {SIV}")
    site.answer_by_mail(plain, NILS, NO, "11:20")
    expect(site.seat(plain)).to_contain_text(f"{OMAR} är kallad i stället för {SIV}")
    site.answer_by_mail(plain, OMAR, YES, "11:40")
    expect(site.seat(plain)).to_contain_text(f"{OMAR} kommer i stället för {SIV}.")
