"""The bar of a rehearsal, in a browser without script and at both widths: each of its steps, how far it has come, and
back to the start."""

from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from scheduler.rehearsal import steps
from tests.browser.walk import WIDER, WIDTHS, Walk, served
from tests.integration.test_rehearsal import Rehearsal
from tests.web.secretary import member_page
from web.app import create_app

pytestmark = pytest.mark.network


class Killed(BaseException):
    """As kill -9: nothing after it is done."""


class Shown(Rehearsal):
    """A rehearsal whose pages are served at `base`."""

    base = ""

    def play_some(self) -> None:
        """The worker is killed at the third mail of the step."""
        seen: list[str] = []

        def at(where: str) -> None:
            seen.append(where)
            if seen.count("issue-before") == 3:
                raise Killed

        with pytest.raises(Killed):
            steps.play(replace(self.works, at=at))

    def play_on(self) -> None:
        """The next worker goes on where that one was, after its lease."""
        for _ in range(3):
            steps.play(self.works)


@pytest.fixture
def rehearsed(sqlite, config):
    made = Shown(sqlite, config)
    app = create_app(config, made.works.clock, sqlite)
    with served(app) as made.base:
        yield made


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name="Provkörning")


def test_the_bar_steps_the_year_and_goes_back_to_the_start(plain, rehearsed):
    walk = Walk(plain)
    plain.goto(f"{rehearsed.base}/granasbra")

    def step(name: str, becomes: str) -> None:
        """The page asks anew by itself until the step has been played, and is still the page it was."""
        walk.button(name)
        rehearsed.play_on()
        expect(bar(plain)).to_contain_text(becomes)
        expect(plain).to_have_url(f"{rehearsed.base}/granasbra")

    step("Till nästa mejl", "Det är måndag 3 januari 2022 kl. 09.05.")
    step("Till i morgon", "Det är tisdag 4 januari 2022 kl. 08.00.")
    step("Till nästa möte", "Det är tisdag 22 februari 2022 kl. 15.00.")

    walk.button("Till årets slut")
    expect(bar(plain)).to_contain_text("Spelar: 0 av 14 mejl.")
    rehearsed.play_some()
    expect(bar(plain)).to_contain_text("Spelar: 6 av 14 mejl.")
    expect(plain.get_by_role("button", name="Till årets slut")).to_have_count(0)
    rehearsed.play_on()
    expect(bar(plain)).to_contain_text("Det är lördag 31 december 2022 kl. 23.59.")

    walk.link("Läs mejlen")
    walk.sees("Kallelse: GranåsBrå tis 14 jun 2022 kl. 15.00")
    walk.link("Börja om")
    expect(plain.get_by_role("heading", name="Börja om")).to_be_in_viewport()
    walk.button("Tillbaka till början")
    expect(bar(plain)).to_contain_text("Det är måndag 3 januari 2022 kl. 09.00.")
    walk.sees("Inga mejl har gått ut än.")
    walk.link("Läs mejlen")
    walk.sees("0 mejl")


def test_the_bar_is_on_every_page(plain, rehearsed):
    own = member_page(rehearsed.database)
    for path in ("/en/granasbra/meetings/1", "/nowhere", own, "/mailbox"):
        plain.goto(f"{rehearsed.base}{path}")
        is_english = path.startswith("/en/")
        name = "Rehearsal" if is_english else "Provkörning"
        shown = plain.get_by_role("region", name=name)
        no_mail = "No mail leaves this computer." if is_english else "Inga mejl lämnar datorn."
        for width in WIDTHS:
            plain.set_viewport_size({"width": width, "height": 900})
            expect(shown).to_contain_text(no_mail)
            expect(shown).to_be_in_viewport()
            assert not plain.evaluate(WIDER), f"{path} at {width}"
