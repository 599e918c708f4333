"""The first run: by whom, task by task in any order, the number in the test mail, and what stays shut until then."""

import re
from email import message_from_bytes
from email.policy import default

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.clock import FixedClock
from scheduler.config import Config, MailMode
from scheduler.councils import store
from scheduler.db.session import Database, reading, writing
from scheduler.firstrun import tasks
from scheduler.mail.relay import store as relays
from tests import build
from tests.conftest import NOW
from tests.mailserver import Say, smtp_config
from tests.web.secretary import hidden, words
from web.app import create_app

PASSWORD = "tre gröna tåg i snön"
COUNCIL = {
    "name": "GranåsBrå",
    "slug": "granasbra",
    "language": "sv",
    "place": "Stadshuset",
    "usual_time": "15",
    "contact": "Elin Forsby, sekreterare",
    "reply_to": "bra@example.org",
}
ACCOUNT = {"name": "Elin Forsby", "email": "elin@example.org", "password": PASSWORD}


class Browser:
    """One that has come by the printed address."""

    def __init__(self, client: FlaskClient):
        self._client = client

    def get(self, path: str = "") -> TestResponse:
        return self._client.get(f"/admin/setup{path}")

    def post(self, path: str = "", **form: str) -> TestResponse:
        shown = self.get("" if path == "/members" else path).text
        token = hidden(shown, "csrf_token")
        return self._client.post(f"/admin/setup{path}", data=form | {"csrf_token": token})


def begun(database: Database, mode: MailMode) -> str:
    with writing(database, NOW) as session:
        secret = tasks.begin_setup(session, mode, now=NOW)
    assert secret
    return secret


def browser(client: FlaskClient, secret: str) -> Browser:
    found = Browser(client)
    assert found.post(f"/start/{secret}").status_code == 303
    return found


@pytest.fixture
def client(sqlite, config):
    with create_app(config, FixedClock(NOW), sqlite).test_client() as client:
        yield client


@pytest.fixture
def operator(sqlite, client):
    return browser(client, begun(sqlite, MailMode.CAPTURE))


def states(page: str) -> list[str]:
    return re.findall(r'<span class="tag[^"]*">([^<]+)</span>', page)


def test_the_tasks_are_done_in_any_order(operator, client, sqlite):
    missing = operator.post()
    assert missing.status_code == 422
    todo = ["Inte klar", "Inte klar", "Klar", "Inte klar", "Inte klar"]
    assert states(operator.get().text) == todo
    operator.post("/times", kallelse="10 dagar", hour="09.30", call_for_items="4 veckor")
    for task, form in (("account", ACCOUNT), ("council", COUNCIL)):
        done = operator.post(f"/{task}", **form)
        assert done.location == f"/admin/setup?saved={task}"
    assert "GranåsBrå är tillagt" in operator.get("/council").text  # once
    operator.post("/members")
    assert states(operator.get().text) == ["Klar", "Klar", "Klar", "Klar", "Senare"]

    done = operator.post()

    assert done.location == "/admin/setup/done/granasbra"
    assert 'href="/admin/granasbra/years/2022"' in client.get(done.location).text
    assert operator.get().status_code == 404  # the address and its browser are of no use any more
    with reading(sqlite) as session:
        council = store.council(session, "granasbra")
        assert council.notice_rules == {
            "call_for_items": "4 veckor",
            "kallelse": "10 dagar",
            "hour": "09.30",
        }
        assert council.usual_time == "15:00"
        (elin,) = store.accounts_of_council(session, council.id)
        assert elin.person.email == "elin@example.org"
        assert elin.is_operator


def test_until_it_is_done_the_public_sees_that_it_is_not_ready(operator, client):
    operator.post("/council", **COUNCIL)
    for path in ("/", "/granasbra", "/granasbra/meetings/1", "/link", "/nothing"):
        page = client.get(path)
        assert page.status_code == 503
        assert "Kallelse är inte klart att använda än" in page.text
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    "path, form, field",
    [
        ("/council", COUNCIL | {"slug": "setup"}, "slug"),
        ("/council", COUNCIL | {"reply_to": "bra"}, "reply_to"),
        ("/account", ACCOUNT | {"password": "kort"}, "password"),
        ("/account", ACCOUNT | {"name": " "}, "name"),
        ("/times", {"kallelse": "snart"}, "kallelse"),
        ("/mail", {"do": "send", "to": "elin"}, "to"),
        ("/mail", {"do": "prove", "number": "12"}, "number"),
        ("/mail", {"do": "prove", "number": "123456"}, "number"),
    ],
)
def test_a_fault_keeps_what_was_written(operator, path, form, field):
    page = operator.post(path, **form)

    assert page.status_code == 422
    assert f'id="{field}-err"' in page.text
    assert f'href="#{field}"' in page.text
    assert "<title>Fel:" in page.text
    for name in form.keys() - {"password", "do", "number", "language"}:
        assert f'value="{form[name].strip()}"' in page.text


def test_the_address_works_once_and_a_new_one_ends_the_old(sqlite, config, client):
    first = begun(sqlite, MailMode.CAPTURE)
    second = begun(sqlite, MailMode.CAPTURE)
    for _ in range(2):  # opening it changes nothing
        assert client.get(f"/admin/setup/start/{second}").status_code == 200

    assert Browser(client).post(f"/start/{first}").status_code == 410
    operator = browser(client, second)
    assert operator.get().status_code == 200
    stranger = create_app(config, FixedClock(NOW), sqlite).test_client()
    assert Browser(stranger).post(f"/start/{second}").status_code == 410
    assert stranger.get("/admin/setup").status_code == 404
    third = begun(sqlite, MailMode.CAPTURE)  # started again: whoever is under way goes on
    assert operator.get().status_code == 200
    assert Browser(stranger).post(f"/start/{third}").status_code == 303


def test_a_council_made_by_command_needs_no_first_run(sqlite):
    begun(sqlite, MailMode.SMTP)
    with writing(sqlite, NOW) as session:
        build.council(session, now=NOW)
        tasks.close_setup(session, now=NOW)

    with writing(sqlite, NOW) as session:
        assert not tasks.is_under_way(session)
        assert relays.relay(session).held_for is None
        assert tasks.begin_setup(session, MailMode.SMTP, now=NOW) is None


def by_smtp(database: Database, config: Config) -> Browser:
    client = create_app(config, FixedClock(NOW), database).test_client()
    return browser(client, begun(database, MailMode.SMTP))


def test_without_a_test_mail_the_account_has_a_password(sqlite, tmp_path):
    operator = by_smtp(sqlite, smtp_config(tmp_path, 25))

    page = operator.post("/account", **ACCOUNT | {"password": ""})

    assert page.status_code == 422
    assert "Skriv ett lösenord: inget testmejl har kommit än" in page.text


@pytest.mark.network
def test_no_mail_leaves_until_the_number_of_a_test_mail_is_typed_in(sqlite, tmp_path, server):
    config = smtp_config(tmp_path, server.port)
    operator = by_smtp(sqlite, config)
    assert operator.post("/mail", do="skip").status_code == 303
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 0))
    assert build.work(sqlite, config, build.stockholm("2021-12-01 09:10")) == 0

    assert operator.post("/mail", do="send", to="elin@example.org").status_code == 303
    (mail,) = server.taken
    number = number_in(mail.octets)
    wrong = "000000" if number != "000000" else "000001"
    for _guess in range(5):
        assert operator.post("/mail", do="prove", number=wrong).status_code == 422
    assert "för gammalt" in operator.post("/mail", do="prove", number=number).text
    assert build.work(sqlite, config, build.stockholm("2021-12-01 09:10")) == 0

    operator.post("/mail", do="send", to="elin@example.org")
    number = number_in(server.taken[-1].octets)
    assert operator.post("/mail", do="prove", number=number).status_code == 303
    assert build.work(sqlite, config, build.stockholm("2021-12-01 09:10")) == 2


@pytest.mark.network
@pytest.mark.parametrize("stage, words, cause", [
    ("RCPT", "550 5.7.1 relaying denied", "får skicka till andra"),
    ("MAIL", "550 5.1.8 who are you", "[mail] from"),
    ("greeting", "", "[mail] host"),
])  # fmt: skip
def test_a_failure_says_the_likely_cause_and_the_servers_own_words(
    sqlite, tmp_path, server, stage, words, cause
):
    server.script = lambda at, _to: Say(words) if at == stage and words else None
    operator = by_smtp(sqlite, smtp_config(tmp_path, server.port if words else 1))

    page = operator.post("/mail", do="send", to="elin@example.org")

    assert page.status_code == 422
    assert cause in page.text
    assert words in page.text
    assert 'value="elin@example.org"' in page.text


def number_in(octets: bytes) -> str:
    return re.findall(r"(?m)^(\d{6})\s", words(message_from_bytes(octets, policy=default)))[0]
