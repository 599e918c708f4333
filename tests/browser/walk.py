"""How a browser test serves its pages, and walks them so that one walk holds at a desk and on a phone."""

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Locator, Page, expect
from werkzeug.serving import make_server

from scheduler import config_file, jobs
from scheduler.councils.rows import Council
from scheduler.db.session import Database, Session, writing
from tests import build
from tests.conftest import NOW
from tests.web.secretary import Secretary
from web.app import create_app

PASSWORD = "tre gröna tåg i snön"
WIDTHS = (390, 1280)
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The app on a port of its own; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Site:
    """A site whose time can be moved, and its secretary Elin, who keeps the councils that `fill` makes."""

    def __init__(
        self, folder: Path, database: Database, fill: Callable[[Session], Iterable[Council]]
    ):
        self.database, self.instant, self.base = database, NOW, ""
        self.config = config_file.load(None, folder=folder)
        with writing(database, NOW) as session:
            build.account(session, fill(session), password=PASSWORD, now=NOW)
        self.app = create_app(self.config, self, database)

    def now(self) -> datetime:
        return self.instant

    def live_until(self, instant: datetime) -> None:
        """The worker does what has come due then."""
        self.instant = instant
        jobs.run_until_idle(build.works(self.database, self.config, instant))


def sign_in(page: Page) -> None:
    page.get_by_label("E-postadress").fill("elin@example.org")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()


def session_cookie(secretary: Secretary, base: str) -> Any:
    """With it a browser is signed in."""
    cookie = secretary.client.get_cookie("session")
    assert cookie
    return {"name": "session", "value": cookie.value, "url": base}


class Walk:
    """Presses links and buttons. Each is tried at both widths before it is pressed, on a page no wider than the screen.

    `presses` counts them: not what is typed or chosen.
    """

    def __init__(self, page: Page):
        self.page, self.presses = page, 0

    def link(self, name: str) -> None:
        self._press(self.page.get_by_role("link", name=_whole(name)).first)

    def button(self, name: str) -> None:
        self._press(self.page.get_by_role("button", name=_whole(name)).first)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def is_told(self, text: str) -> None:
        """The note on top has the focus, so that it is read at once."""
        note = self.page.locator("main .note").first
        expect(note).to_be_focused()
        expect(note).to_contain_text(text)

    def _press(self, what: Locator) -> None:
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            what.click(trial=True)  # Waits for the page that the last press opens.
            assert not self.page.locator("html").evaluate(WIDER), f"{self.page.url} at {width}"
        what.click()
        self.presses += 1


def _whole(name: str) -> re.Pattern[str]:
    """Just this name; what is there for those who only hear it stands a blank apart."""
    return re.compile("^" + re.sub("(?=[:,])", " ?", re.escape(name)) + "$")
