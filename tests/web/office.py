"""The secretary of a small council reads its members' pages in English, and pastes people."""

import html
import json
import re
from collections.abc import Iterable
from typing import Any

from scheduler.config import Config
from scheduler.councils import member_import, store
from scheduler.councils.members_file import Entry
from scheduler.councils.rows import Member, MemberRole
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from tests import build
from tests.snapshots import run_once
from tests.web.secretary import HOME, NOW, Secretary, hidden, hidden_fields, text

PAGES = f"{HOME}/members"
ADD = f"{PAGES}/add"
SIV = build.entry("Siv Tallgren", organisation="Granåsens Bostäder")
JON = build.entry("Jon Myrvik", line=3)
NILS = build.entry("Nils Ekhed", line=4, role=MemberRole.DEPUTY, deputy_for="Siv Tallgren")
ALVA = build.entry("Alva Storhed", line=5, role=MemberRole.DEPUTY, deputy_for="Polisen")
OTTO = build.entry("Otto Lavby", line=6, role=MemberRole.DEPUTY)
ALL = (SIV, JON, NILS, ALVA, OTTO)


class Office(Secretary):
    def __init__(self, database: Database, config: Config, entries: Iterable[Entry] = ALL):
        listed = tuple(entries)
        run_once(database, None, ("office", listed), lambda: _furnish(database, listed))
        super().__init__(database, config)
        self.get(f"{HOME}?lang=en")

    def terms(self) -> list[Member]:
        with reading(self.database) as session:
            return store.members(session, store.council(session, "granasbra").id)

    def term(self, name: str) -> Member:
        """The person's latest."""
        return next(m for m in reversed(self.terms()) if m.person.name == name)

    def term_page(self, name: str, more: str = "") -> str:
        """The address of a page of the person's term."""
        return f"{PAGES}/{self.term(name).id}{more}"

    def paste(self, written: str, step: str = "check", **more: Any) -> str:
        """The page that shows how the text is read."""
        return text(self.post(ADD, text=written, step=step, **more))

    def submit(self, shown: str, **more: str) -> str:
        """The page that follows the press of a button of the page that is shown."""
        found = re.search(r'<textarea[^>]* name="text"[^>]*>(.*?)</textarea>', shown, re.DOTALL)
        kept = {"text": html.unescape(found[1]) if found else ""} | hidden_fields(shown)
        answer = self.client.post(ADD, data=kept | more)
        return self.get(answer.location) if answer.status_code == 303 else text(answer)


def _furnish(database: Database, entries: tuple[Entry, ...]) -> None:
    with writing(database, NOW) as session:
        council = build.council(session, now=NOW)
        if entries:
            member_import.import_members(session, council, entries, by=OPERATOR, now=NOW)


def rows(shown: str) -> list[str]:
    """Name, address, role, whom a deputy is for, and organisation of each row that waits."""
    columns = ("name", "email", "role", "deputy_for", "organisation")
    return [
        ";".join(row.get(column, "") for column in columns)
        for row in json.loads(hidden(shown, "rows"))
    ]
