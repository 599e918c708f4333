"""How a browser test serves its pages, and walks them so that one walk holds at a desk and on a phone."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from playwright.sync_api import Locator, Page, expect
from werkzeug.serving import make_server

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
            what.click(trial=True)
            assert not self.page.evaluate(WIDER), f"{self.page.url} at {width}"
        what.click()
        self.presses += 1


def _whole(name: str) -> re.Pattern[str]:
    """Just this name; what is there for those who only hear it stands a blank apart."""
    return re.compile("^" + re.sub("(?=[:,])", " ?", re.escape(name)) + "$")
