"""Elin, a secretary who is signed in: a browser of hers at an instant, and the pages as she reads them."""

import html
import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, Self

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import accounts, member_import, store
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.links import Links, Signer
from tests import build
from tests.snapshots import run_once
from web.app import create_app
from web.secretary.access import COOKIE

NOW = datetime(2021, 12, 1, 8, 0, tzinfo=UTC)  # 09.00 in Stockholm
HOME = "/admin/granasbra"
ELIN = "elin@example.org"


class Secretary:
    """A browser in which she is signed in, at `now`. The council must be there."""

    def __init__(self, database: Database, config: Config, now: datetime = NOW):
        self.database, self.config, self.now = database, config, now
        secret = run_once(database, None, ("signed in", now), lambda: self.sign_in("granasbra"))
        self.app = create_app(config, FixedClock(now), database)
        self.client = self.browser(secret)

    def at(self, now: datetime) -> Self:
        """The same at another instant."""
        return Secretary(self.database, self.config, now)

    def become_operator(self) -> None:
        with writing(self.database, self.now) as session:
            person = store.person_by_email(session, ELIN)
            account = store.account_of(session, person.id) if person else None
            assert account
            account.is_operator = True

    def sign_in(self, *slugs: str, email: str = ELIN, name: str = "Elin Forsby") -> str:
        """The secret of a new session; the account is made where there is none."""
        with writing(self.database, self.now) as session:
            person = store.person_by_email(session, email)
            account = store.account_of(session, person.id) if person else None
            if account is None:
                kept = [store.council(session, slug) for slug in slugs]
                account = accounts.add_account(
                    session, email, name=name, councils=kept, by=OPERATOR, now=self.now
                )
            return accounts.begin_session(session, account, program="test", now=self.now)

    def browser(self, secret: str) -> FlaskClient:
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie[COOKIE] = secret
        return client

    def get(self, where: str, status: int = 200) -> str:
        answer = self.client.get(where)
        assert answer.status_code == status, f"{where}: {answer.status}"
        return text(answer)

    def post(self, page: str, action: str = "", /, **fields: Any) -> TestResponse:
        """Sends a form with the token, and the version, revision and mark, of the page it stands on."""
        shown = self.get(page)
        data = {"csrf_token": hidden(shown, "csrf_token")} | fields
        for name in ("version", "revision", "seen"):
            if name not in data and f'name="{name}"' in shown:
                data[name] = hidden(shown, name)
        return self.client.post(action or page, data=data)

    def send(self, page: str, /, *, seen: str = "", **typed: Any) -> TestResponse:
        """Sends the form of the page, as it is now or was `seen`, with its hidden fields; gives what that leads to."""
        data = hidden_fields(seen or self.get(page)) | typed
        return self.client.post(page, data=data, follow_redirects=True)

    def press(self, page: str, action: str = "", /, **fields: Any) -> str:
        """The page that the answer to a form leads to."""
        answer = self.post(page, action, **fields)
        assert answer.status_code == 303, text(answer)
        return self.get(answer.location)

    def member_page(self, nth: int = 0, number: int = 1) -> str:
        return member_page(self.database, nth, number)


class Desk(Secretary):
    """Her council has five members and a deputy, and no meeting yet."""

    def __init__(self, database: Database, config: Config, now: datetime = NOW):
        run_once(database, None, "six people", lambda: self._furnish(database))
        super().__init__(database, config, now)

    @staticmethod
    def _furnish(database: Database) -> None:
        with writing(database, NOW) as session:
            council = build.council(session, now=NOW)
            member_import.import_members(session, council, build.people(5, 1), by=OPERATOR, now=NOW)


def member_page(database: Database, nth: int = 0, number: int = 1) -> str:
    """The address of a meeting's page of the nth member of the council."""
    with reading(database) as session:
        council = store.council(session, "granasbra")
        person = store.members(session, council.id)[nth].person
        links = Links("", Signer(store.installation(session).secret))
        return links.meeting_page(person.id, person.link_version, council.slug, number)


def captured(config: Config, begins: str = "") -> list[EmailMessage]:
    """The mails that have gone whose subject begins so, the newest last."""
    octets = [file.read_bytes() for file in build.captured(config)]
    mails = [message_from_bytes(one, policy=default) for one in octets]
    return [mail for mail in mails if mail["Subject"].startswith(begins)]


def words(mail: EmailMessage) -> str:
    """The text of a mail."""
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content()).replace("\r\n", "\n").replace("\xa0", " ")


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True).replace("\xa0", " ")


def hidden(page: str, name: str) -> str:
    """The value of the first field of that name."""
    found = re.search(rf'name="{name}"(?: type="\w+")? value="([^"]*)"', page)
    assert found, f"no field {name}"
    return html.unescape(found[1])


def hidden_fields(page: str) -> dict[str, str]:
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def fields_of(page: str) -> dict[str, str]:
    """Every field of the page's forms, as a browser sends them; none holds several values."""
    fields = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = (re.search(rf' {what}="([^"]*)"', tag) for what in ("name", "value"))
        is_box = 'type="radio"' in tag or "checkbox" in tag
        if name and (" checked" in tag or not is_box) and 'type="file"' not in tag:
            fields[name[1]] = html.unescape(value[1]) if value else ""
    for name, value in re.findall(r'<textarea[^>]* name="([\w-]+)"[^>]*>([^<]*)', page):
        fields[name] = html.unescape(value)
    for name, options in re.findall(
        r'<select[^>]* name="([\w-]+)"[^>]*>(.*?)</select>', page, re.S
    ):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', options)
        fields[name] = chosen[1] if chosen else ""
    return fields


def actions(page: str) -> list[str]:
    """What the buttons of the page do."""
    return re.findall(r'name="do" value="(\w+)"', page)


def said(page: str) -> str:
    """What a person reads of the page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
