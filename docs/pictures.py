"""Makes the pictures of this folder anew, from a rehearsal that it starts, plays into spring and ends.

    .venv/bin/pip install pillow
    .venv/bin/python docs/pictures.py [NAME …]

Everyone in them is made up. Look at each before it is committed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent
PORT = 8129
BASE = f"http://127.0.0.1:{PORT}"
ADMIN = f"{BASE}/admin/granasbra"
COLOURS = 48
CHROMIUM = "/usr/bin/chromium"
DESK = (1100, 820)
Size = tuple[int, int]
IN_ENGLISH = ("todo", "year-plan", "move", "mail")
"""Those that stand in secretary.en.md."""
ANSWERS = {"Jon Myrvik": "coming", "Ewa Kallhed": "coming", "Ylva Norrgård": "no"}
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
PEOPLE = """namn;e-post;organisation;roll
Linn Granlund;linn.granlund@example.org;Polisen;ledamot
Ola Bergfors;ola.bergfors.example.org;Polisen;ledamot
Karin Ahlsten;karin.ahlsten@example.org;Granåsens kommun;ordförande
"""


@contextmanager
def rehearsal() -> Iterator[str]:
    """The address that signs its secretary in."""
    with tempfile.TemporaryDirectory() as folder:
        at = ("--port", str(PORT), "--folder", folder)
        command = [sys.executable, "-m", "web.cli", "rehearse", *at]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert running.stdout
        try:
            lines = iter(running.stdout.readline, "")
            yield next(found[0] for one in lines if (found := re.search(r"http\S+/login/\S+", one)))
        finally:
            running.terminate()
            running.wait(120)


def standing(page: Page, url: str) -> None:
    """Opens the page, which looks again by itself until nothing is played any more."""
    page.goto(url)
    page.locator(".bar form").wait_for(timeout=600_000)


def play(page: Page) -> dict[str, str]:
    """To the week before the meeting in April, with some answers, a move and a mail on hold. Gives members' pages."""
    standing(page, f"{BASE}/rehearsal")
    for step in ("meeting", "mail", "mail", "mail", "mail"):
        page.click(f"button[name=step][value={step}]")
        page.locator(".bar form").wait_for(timeout=600_000)
    players = page.locator('main a[href*="/m/"]')
    pages = dict(players.evaluate_all("all => all.map(one => [one.textContent, one.href])"))
    for name, answer in ANSWERS.items():
        page.goto(pages[name])
        page.check(f"input[name=answer][value={answer}]", force=True)
        page.locator("form:has([name=answer]) button").click()
    move(page)
    page.locator("main form button").first.click()
    page.goto(f"{ADMIN}/mail")
    page.locator('ol a[href*="/day_before/"]').nth(1).click()
    page.click("button[name=do][value=hold]")
    return pages


def move(page: Page) -> None:
    """As far as what would come of it."""
    page.goto(f"{ADMIN}/meetings/3/move")
    page.fill("#date", later(page.input_value("#date")))
    page.fill("#reason", "Det första datumet krockade med skolavslutningen.")
    page.locator("main form button").first.click()


def later(day: str) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() + 7).isoformat()


def doubts(page: Page) -> None:
    """Next year's plan with a holiday and a weekday that is not that day's."""
    year = datetime.now(UTC).year + 1
    wrong = WEEKDAYS[date(year, 11, 23).weekday() - 6]
    days = "9 februari", "13 april", "6 juni", f"{wrong} 23 november"
    page.goto(f"{ADMIN}/years/{year}")
    page.fill("#text", f"Mötestider {year}\n" + "".join(f"{day} kl. 15–17\n" for day in days))
    page.click("button[name=do][value=text]")


def preview(page: Page) -> None:
    page.goto(f"{ADMIN}/members/add")
    page.fill("#text", PEOPLE)
    page.click("button[name=step][value=check]")


def from_the_filter(page: Page) -> None:
    page.goto(f"{ADMIN}/mail")
    page.locator("main form.inline").evaluate("form => form.scrollIntoView()")


def notice(page: Page) -> None:
    page.goto(f"{ADMIN}/mail")
    last = page.locator('ol a[href*="/kallelse/"]').last  # among those that are folded away
    page.goto(f"{BASE}{last.get_attribute('href')}")


def to(url: str) -> Callable[[Page], object]:
    return lambda page: page.goto(url)


def take(page: Page, name: str, *, has_bar: bool = False) -> None:
    """What is in view, with few colours."""
    page.wait_for_load_state()
    if not has_bar:
        page.evaluate("document.querySelector('.bar').remove()")
    page.evaluate("document.activeElement.blur()")
    whole = Image.open(BytesIO(page.screenshot())).convert("RGB")
    file = FOLDER / f"{name}.png"
    whole.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.name}: {whole.width} × {whole.height}, {file.stat().st_size // 1000} kB")


def makers(members: Mapping[str, str]) -> Mapping[str, tuple[Size, Callable[[Page], object]]]:
    """By name: how large, and how to come there."""
    return {
        "rehearsal": ((1100, 900), to(f"{BASE}/rehearsal")),
        "calendar": (DESK, to(f"{BASE}/granasbra")),
        "subscribe": (DESK, to(f"{BASE}/granasbra/subscribe")),
        "todo": (DESK, to(ADMIN)),
        "year-plan": ((1100, 1180), doubts),
        "move": ((1100, 1120), move),
        "members": ((1100, 1600), preview),
        "mail": ((1100, 920), from_the_filter),
        "letter": ((1100, 1100), notice),
        "member": ((390, 1000), to(members["Siv Tallgren"])),
        "member.en": ((390, 1000), to(members["Siv Tallgren"] + "?lang=en")),
    }


def main(wanted: Sequence[str]) -> None:
    with rehearsal() as link, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(java_script_enabled=False, reduced_motion="reduce").new_page()
        page.goto(link)
        page.click("main button")
        every = makers(play(page))
        for language, names in (("sv", tuple(every)), ("en", IN_ENGLISH)):
            page.goto(f"{ADMIN}?lang={language}")
            for name in names:
                file = name if language == "sv" else f"{name}.en"
                if not wanted or file in wanted:
                    width, height = every[name][0]
                    page.set_viewport_size({"width": width, "height": height})
                    every[name][1](page)
                    take(page, file, has_bar=name == "rehearsal")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
