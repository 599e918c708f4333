"""A council with its year as the public and its members see it: their pages, their links, and what they send."""

from datetime import date, datetime

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import council_settings, store
from scheduler.councils.rows import MemberRole, Person
from scheduler.db.session import Database, reading, writing
from scheduler.links import Links
from tests import build
from tests.web.secretary import NOW, hidden
from web.app import create_app


class Site:
    """One member, Siv, and one deputy, Nils, who reads English; and the app over it."""

    def __init__(self, database: Database, config: Config, now: datetime = NOW):
        self.database, self.now = database, now
        siv = build.entry("Siv Tallgren", organisation="Granåsens Bostäder")
        nils = build.entry("Nils Ekhed", role=MemberRole.DEPUTY, language="en")
        build.seed_year(database, now=NOW, entries=[siv, nils])
        self.app = create_app(config, FixedClock(now), database)
        self.client: FlaskClient = self.app.test_client()
        self.siv, self.nils = self.person("siv.tallgren"), self.person("nils.ekhed")

    @property
    def links(self) -> Links:
        links = self.app.extensions["kallelse"].links
        assert isinstance(links, Links)
        return links

    def person(self, local: str) -> Person:
        with reading(self.database) as session:
            found = store.person_by_email(session, f"{local}@example.org")
        assert found
        return found

    def page(self, person: Person) -> str:
        return _path(self.links.page(person.id, person.link_version))

    def meeting(self, person: Person, number: int, slug: str = "granasbra") -> str:
        return f"{self.page(person)}/{slug}/meetings/{number}"

    def unsubscribe(self, person: Person, kind: str) -> str:
        return _path(self.links.unsubscribe(person.id, person.link_version, kind))

    def get(self, where: str, status: int = 200) -> str:
        answer = self.client.get(where)
        assert answer.status_code == status, f"{where}: {answer.status}"
        return answer.get_data(as_text=True).replace("\xa0", " ")

    def post(self, page: str, action: str, **fields: object) -> TestResponse:
        """Opens the page as a person would, fills in the form and sends it."""
        shown = self.get(page)
        data = {"csrf_token": hidden(shown, "csrf_token")}
        if 'name="start"' in shown:
            data["start"] = hidden(shown, "start")
        return self.client.post(action, data=data | fields)

    def set(self, **values: str) -> None:
        """Changes settings of the council."""
        build.act(self.database, NOW, council_settings.change_settings, values)

    def move(self, number: int, to: str) -> None:
        build.move(self.database, to, NOW, number=number, reason="Krock med påsken.")

    def cancel(self, number: int) -> None:
        build.cancel(self.database, NOW, number=number, reason="Studieresa.")

    def end_term(self, person: Person, last: date) -> None:
        with writing(self.database, NOW) as session:
            for term, _council in store.terms(session, person.id):
                term.until_on = last

    def muted(self, person: Person) -> list[str]:
        with reading(self.database) as session:
            return store.person(session, person.id).muted


def add_council(database: Database, slug: str = "aldreradet") -> None:
    """A second one, without meetings."""
    with writing(database, NOW) as session:
        build.council(session, now=NOW, slug=slug, name="Äldrerådet")


def _path(url: str) -> str:
    return url.removeprefix("http://127.0.0.1:8000")
