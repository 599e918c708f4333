"""Each form of a secretary tells its faults at their fields, and of two who save at once neither loses a word."""

import re
import shutil
from html import escape

import pytest
from sqlalchemy import func, select

from scheduler import config_file
from scheduler.db.session import Database, reading
from scheduler.history.rows import Change
from tests import build
from tests.web.secretary import HOME, NOW, Secretary, fields_of, text

JUNE = f"{HOME}/meetings/3/move"
KALLELSE = f"{HOME}/texts/kallelse/sv"
ONE_MAIL = f"{HOME}/mail/edit?key=granasbra/m1/kallelse/@2022-02-22T15:00"


@pytest.fixture(scope="module")
def elin(tmp_path_factory, sqlite_template):
    """An operator too, whose council has two members and a deputy; nothing that she saves is taken."""
    folder = tmp_path_factory.mktemp("forms")
    shutil.copyfile(sqlite_template, folder / "kallelse.db")
    database = Database(f"sqlite:///{folder}/kallelse.db")
    config = config_file.load(None, folder=folder)
    site = config.site.model_copy(update={"accounts_add_councils": True})
    yield make_secretary(database, config.model_copy(update={"site": site}))
    database.close()


def make_secretary(database, config):
    build.seed_year(database, now=NOW, entries=build.people(2, 1))
    elin = Secretary(database, config, build.stockholm("2021-12-02 10:00"))
    elin.become_operator()
    return elin


def changes(elin: Secretary) -> int:
    with reading(elin.database) as session:
        return session.scalar(select(func.count()).select_from(Change)) or 0


@pytest.mark.parametrize("where, typed, fields, told", [
    ("/settings", {"name": "", "kallelse": "snart", "reply_to": "x"}, "kallelse name reply_to", "som 7 dagar, 5"),
    ("/settings", {"usual_time": "25.00"}, "usual_time", "Skriv tiden som 15.00."),
    ("/settings", {"duration_minutes": "x"}, "duration_minutes", ""),
    ("/settings", {"call_for_items": "3 dagar"}, "items_reminder", "Ärendeinbjudan"),
    ("/settings", {"reply_reminder": "2 arbetsdagar"}, "reply_by", "måste komma före Sista dag att svara."),
    ("/settings", {"reply_reminder": "1 dag"}, "reply_by", "måste komma före Sista dag att svara."),
    ("/texts/kallelse/sv", {"body": "{moteslank}"}, "body", "Menade du {möteslänk}?"),
    ("/texts/kallelse/sv", {"body": "{hälsning} {mötestid} {plats} {mejlval}"}, "body", "Utan den kan ingen svara"),
    ("/texts/kallelse/sv", {"subject": "Välkommen {fornamn}"}, "subject", "fornamn"),
    ("/texts/kallelse/sv", {"subject": "Välkommen {"}, "subject", ""),
    ("/texts/kallelse/sv", {"subject": ""}, "subject", ""),
    ("/texts/kallelse/sv", {"body": "{hälsning} {mötestid} {place} {möteslänk} {mejlval}"}, "body", "place"),
    ("/texts/kallelse/sv", {"body": "{hälsning} {gammal_tid} {plats} {möteslänk} {mejlval}"}, "body", "gammal_tid"),
    ("/mail/edit?key=granasbra/m1/kallelse/@2022-02-22T15:00", {"body": ""}, "body", ""),
    ("/members/1", {"name": "Siv <Ek>", "email": "siv", "until": "2022-02-31"}, "email until", "saknar @."),
    ("/members/1", {"email": "member.2@example.org"}, "email", "Member 2"),
    ("/members/1/replace", {"name": "", "email": "rut"}, "email name", "Skriv ett namn."),
    ("/members/new", {"name": "", "email": "rut", "role": "deputy", "since": "x"}, "email name since", ""),
    ("/members/new", {"name": "Jon", "email": "member.2@example.org", "role": "member"}, "email", ""),
    ("/meetings/3/move", {"date": "snart", "reason": "Ny."}, "date", "Skriv datumet som 2022-02-09 eller 9 februari."),
    ("/meetings/3/move", {"date": "onsdag 16 juni"}, "date", "Tors 16 jun 2022 är inte en onsdag."),
    ("/meetings/3/move", {"date": "2023-06-16"}, "date", "2023"),
    ("/meetings/3/move", {"date": "26 april"}, "starts", "Rådet har redan ett möte vid den tiden."),
    ("/meetings/3/move", {"starts": "tre"}, "starts", "Skriv tiden som 15.00."),
    ("/meetings/3/move", {"ends": "14.00"}, "ends", "Mötet måste sluta efter att det börjar."),
    ("/meetings/3/move", {"place": "x" * 301}, "place", "Skriv högst 300 tecken."),
    ("/meetings/3/move", {"note": "x" * 501}, "note", "Skriv högst 500 tecken."),
    ("/meetings/3/move", {"online_url": "javascript:1"}, "online_url", ""),
    ("/meetings/3/move", {"items_close_on": "snart"}, "items_close_on", ""),
    ("/meetings/3/move", {"items_close_on": "15 juni"}, "items_close_on", "kan inte vara efter mötet."),
    ("/meetings/new", {"date": "2023-10-18", "starts": "15.00"}, "date", "2023 är inte publicerat."),
    ("/settings/accounts", {"email": "nils.ek", "colleague": "Nils <Ek>"}, "email", ""),
    ("/admin/new", {"name": "Rådet", "slug": "granasbra", "reply_to": "a@example.org"}, "slug", ""),
])  # fmt: skip
def test_what_is_wrong_is_told_at_its_field_and_all_that_was_typed_is_kept(
    elin, where, typed, fields, told
):
    to = where if where.startswith("/admin") else HOME + where
    before, opened = changes(elin), elin.get(to.removesuffix("/accounts"))

    answer = elin.client.post(to, data=fields_of(opened) | typed)

    shown = text(answer)
    assert answer.status_code == 422
    assert "<title>Fel: " in shown
    assert sorted(re.findall(r'id="([\w-]+)-err"', shown)) == fields.split()
    assert all(f'href="#{field}"' in shown for field in fields.split())
    assert told in shown
    assert all(escape(value) in shown for value in typed.values())
    assert changes(elin) == before


@pytest.mark.parametrize("where, name", [
    (f"{HOME}/settings", "place"), (KALLELSE, "body"), (ONE_MAIL, "body"), (f"{HOME}/members/1", "phone"),
    (f"{HOME}/meetings/1/agenda", "items-0-heading"),
])  # fmt: skip
def test_of_two_who_save_at_once_the_later_sees_both(sqlite, config, where, name):
    elin = make_secretary(sqlite, config)
    opened = fields_of(elin.get(where)) | {"do": "save"}
    mine, theirs = (f"{opened.get(name, '')} {words}" for words in ("08-111 mina", "08-222 deras"))
    first = elin.client.post(where, data=opened | {name: theirs})

    late = elin.client.post(where, data=opened | {name: mine})
    both = fields_of(text(late)) | {"do": "save", name: f"{mine} och deras"}
    settled = elin.client.post(where, data=both)

    assert [answer.status_code for answer in (first, late, settled)] == [303, 409, 303]
    assert "08-111 mina" in text(late)
    assert "08-222 deras" in text(late)
    assert "08-111 mina och deras" in elin.get(where)
