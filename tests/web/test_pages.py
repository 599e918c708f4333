"""The pages of the first issue: what they show, to whom, and what opening them leaves alone."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scheduler.clock import FixedClock, Wall
from scheduler.config import Config
from scheduler.councils import settings, store
from scheduler.councils.rows import Person
from scheduler.councils.sheet import Role
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.links import Links, Purpose
from scheduler.mail import maildir
from scheduler.meetings import lifecycle
from scheduler.rehearsal import store as rehearsal
from scheduler.rehearsal.steps import RehearsalClock
from scheduler.years import draft
from tests import build
from web import create_app

NOW = datetime(2021, 12, 1, 8, 0, tzinfo=UTC)
EMPTY_SV = "Inga möten är planerade än. Årets datum brukar komma i december."
EMPTY_EN = "No meetings are planned yet. The year&#39;s dates usually come in December."
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Site:
    """A council with its year, one member and one deputy, and the app over it."""

    def __init__(self, database: Database, config: Config, now: datetime = NOW):
        self.database, self.now = database, now
        siv = build.entry("Siv Tallgren", organisation="Granåsens Bostäder")
        nils = build.entry("Nils Ekhed", role=Role.DEPUTY, language="en")
        build.seed_year(database, now=NOW, entries=[siv, nils])
        self.app = create_app(config, FixedClock(now), database)
        self.client = self.app.test_client()
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
        return path(self.links.page(person.id, person.link_version))

    def meeting(self, person: Person, number: int, slug: str = "granasbra") -> str:
        return f"{self.page(person)}/{slug}/meetings/{number}"

    def unsubscribe(self, person: Person, kind: str) -> str:
        return path(self.links.unsubscribe(person.id, person.link_version, kind))

    def get(self, where: str, status: int = 200) -> str:
        answer = self.client.get(where)
        assert answer.status_code == status, f"{where}: {answer.status}"
        return answer.get_data(as_text=True).replace("\xa0", " ")

    def muted(self, person: Person) -> list[str]:
        with reading(self.database) as session:
            return store.person(session, person.id).muted


def path(url: str) -> str:
    return url.removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def site(sqlite: Database, config: Config) -> Site:
    return Site(sqlite, config)


@pytest.fixture
def empty(sqlite: Database, config: Config) -> FlaskClient:
    return create_app(config, FixedClock(NOW), sqlite).test_client()


@pytest.fixture
def played(sqlite: Database, config: Config) -> FlaskClient:
    """A rehearsal with two captured letters."""
    with writing(sqlite, NOW) as session:
        rehearsal.add_state(session, now=NOW)
        build.council(session, now=NOW)
    maildir.make_folder(config.mail.folder)
    for number, kind in ((1, "year_dates"), (2, "kallelse")):
        file = config.mail.folder / "new" / maildir.file_name(number)
        file.write_bytes(letter(number, kind).as_bytes(policy=SMTP))
    return create_app(config, RehearsalClock(sqlite), sqlite).test_client()


def letter(number: int, kind: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "GranåsBrå <kallelse@example.org>"
    message["To"] = "Siv Tallgren <siv.tallgren@example.org>"
    message["Subject"] = f"Brev {number}"
    message["Date"] = NOW + timedelta(hours=number)
    message["X-Kallelse-Key"] = f"granasbra/m1/{kind}/1"
    message.set_content("Läs mer: https://moten.example.org/granasbra")
    html = '<html lang="sv"><head><title>x</title></head><body><b>Hej</b></body></html>'
    message.add_alternative(html, subtype="html")
    return message


def move(site: Site, number: int, to: str) -> None:
    with writing(site.database, NOW) as session:
        found = build.meeting(session, number)
        starts = Wall.parse(to, build.ZONE)
        ends = starts.plus(120)
        lifecycle.move(
            session,
            found,
            starts=starts,
            ends=ends,
            reason="Krock med påsken.",
            by=OPERATOR,
            now=NOW,
        )


def cancel(site: Site, number: int) -> None:
    with writing(site.database, NOW) as session:
        lifecycle.cancel(
            session, build.meeting(session, number), reason="Studieresa.", by=OPERATOR, now=NOW
        )


def second_council(database: Database, slug: str = "aldreradet") -> None:
    with writing(database, NOW) as session:
        new = settings.NewCouncil(slug, "Äldrerådet", build.ZONE, "sv", "aldre@example.org")
        settings.add(session, new, by=OPERATOR, now=NOW)


def end_term(site: Site, person: Person, last: date) -> None:
    with writing(site.database, NOW) as session:
        for term, _council in store.terms(session, person.id):
            term.until_on = last


def raise_link_version(site: Site, person: Person) -> None:
    with writing(site.database, NOW) as session:
        store.person(session, person.id).link_version += 1


def csrf(html: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert found
    return found[1]


def everything(database: Database) -> list[str]:
    """Every row of the database, as SQL."""
    assert database.file
    with closing(sqlite3.connect(database.file)) as connection:
        return list(connection.iterdump())


# public


def test_the_front_page_leads_to_the_only_council(site: Site) -> None:
    answer = site.client.get("/")

    assert (answer.status_code, answer.location) == (302, "/granasbra")


def test_the_english_front_page_leads_to_the_only_council_in_english(site: Site) -> None:
    assert site.client.get("/en").location == "/en/granasbra"


def test_several_councils_are_listed_with_their_next_meeting(site: Site) -> None:
    second_council(site.database)

    page = site.get("/en")

    assert '<a href="/en/granasbra">GranåsBrå</a>' in page
    assert "Next meeting: Tue 22 Feb 2022, 15:00–17:00" in page
    assert '<a href="/en/aldreradet">Äldrerådet</a>' in page


def test_without_councils_the_front_page_says_so(empty: FlaskClient) -> None:
    assert "Här finns inga råd än." in empty.get("/").get_data(as_text=True)
    assert "There are no councils here yet." in empty.get("/en").get_data(as_text=True)


def test_a_council_without_meetings_says_when_they_come(sqlite: Database, config: Config) -> None:
    second_council(sqlite)
    client = create_app(config, FixedClock(NOW), sqlite).test_client()

    assert EMPTY_SV in client.get("/aldreradet").get_data(as_text=True)
    assert EMPTY_EN in client.get("/en/aldreradet").get_data(as_text=True)


def test_a_draft_year_is_not_shown(sqlite: Database, config: Config) -> None:
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        draft.plan(session, council, 2022, build.SEED, by=OPERATOR, now=NOW)
    client = create_app(config, FixedClock(NOW), sqlite).test_client()

    page = client.get("/en/granasbra").get_data(as_text=True)

    assert EMPTY_EN in page
    assert not re.search(r"\b2022\b", page)


def test_the_council_page_shows_its_meetings_in_both_languages(site: Site) -> None:
    swedish, english = site.get("/granasbra"), site.get("/en/granasbra")

    assert '<html lang="sv">' in swedish
    assert "tis 22 feb 2022 kl. 15.00–17.00" in swedish
    assert "tis 13 dec 2022 kl. 15.00–17.00" in swedish
    assert '<html lang="en">' in english
    assert "Tue 22 Feb 2022, 15:00–17:00" in english
    assert '<a href="/granasbra" lang="sv" hreflang="sv">På svenska</a>' in english


def test_each_language_names_the_other_to_search_engines(site: Site) -> None:
    page = site.get("/granasbra/meetings/2")

    base = "http://127.0.0.1:8000"
    assert f'hreflang="sv" href="{base}/granasbra/meetings/2"' in page
    assert f'hreflang="en" href="{base}/en/granasbra/meetings/2"' in page


def test_an_english_council_is_english_without_a_prefix(sqlite: Database, config: Config) -> None:
    with writing(sqlite, NOW) as session:
        build.council(session, now=NOW, slug="safety", language="en")
    client = create_app(config, FixedClock(NOW), sqlite).test_client()

    page = client.get("/safety").get_data(as_text=True)

    assert '<html lang="en">' in page
    assert 'href="/safety?lang=sv" lang="sv"' in page
    assert '<html lang="sv">' in client.get("/safety?lang=sv").get_data(as_text=True)


def test_a_moved_meeting_says_from_when_and_why(site: Site) -> None:
    move(site, 2, "2022-05-03T15:00")

    for page in (site.get("/en/granasbra"), site.get("/en/granasbra/meetings/2")):
        assert "Tue 3 May 2022, 15:00–17:00" in page or "Tuesday 3 May 2022, 15:00–17:00" in page
        assert "The meeting was planned for Tue 26 Apr 2022." in page
        assert "Krock med påsken." in page


def test_a_cancelled_meeting_stays_with_its_reason(site: Site) -> None:
    cancel(site, 1)

    council, meeting = site.get("/en/granasbra"), site.get("/en/granasbra/meetings/1")

    assert "Next meeting: <time" in council
    assert "Tue 26 Apr 2022, 15:00–17:00" in council.split("Next meeting:")[1][:120]
    assert '<span class="tag stop">Cancelled</span>' in council
    assert "Studieresa." in council
    assert "The meeting is cancelled." in meeting


def test_pages_promise_only_what_is_there(site: Site) -> None:
    assert "Dagordning" not in site.get("/granasbra/meetings/1")
    assert "I Google försvinner det i stället." in site.get("/granasbra/subscribe")


def test_what_is_over_stands_among_the_earlier_meetings(sqlite: Database, config: Config) -> None:
    site = Site(sqlite, config, now=build.stockholm("2022-05-01 09:00"))

    page = site.get("/en/granasbra")

    earlier = page.split("Earlier meetings")[1]
    assert earlier.index("Tue 26 Apr 2022") < earlier.index("Tue 22 Feb 2022")
    assert "Tue 14 Jun 2022" not in earlier


def test_public_pages_name_nobody_but_the_contact(site: Site) -> None:
    for where in ("/granasbra", "/granasbra/meetings/1"):
        page = site.get(where)
        assert "Tallgren" not in page
        assert "Ekhed" not in page


@pytest.mark.parametrize(
    "where",
    ["/nowhere", "/en/nowhere", "/granasbra/meetings/99", "/granasbra/meetings/x", "/static"],
)
def test_what_does_not_exist_has_a_page_that_says_so(site: Site, where: str) -> None:
    page = site.get(where, 404)

    assert "The page does not exist" in page or "Sidan finns inte" in page
    assert not re.search(r"\b404\b", page)


# the personal page


def test_the_page_names_the_person_and_their_meetings(site: Site) -> None:
    page = site.get(site.page(site.siv))

    assert "Siv Tallgren" in page
    assert "tis 22 feb 2022 kl. 15.00–17.00" in page
    assert f'href="{site.meeting(site.siv, 1)}"' in page
    assert "mailto:bra@example.org" in page
    assert f"{site.page(site.siv)}/details" in page


def test_the_page_speaks_the_persons_language_unless_asked_for_another(site: Site) -> None:
    assert '<html lang="sv">' in site.get(site.page(site.siv))
    assert '<html lang="en">' in site.get(site.page(site.nils))
    assert '<html lang="sv">' in site.get(site.page(site.nils) + "?lang=sv")


def test_the_language_asked_for_follows_to_the_meeting(site: Site) -> None:
    page = site.get(site.page(site.siv) + "?lang=en")

    assert f'href="{site.meeting(site.siv, 1)}?lang=en"' in page


def test_meetings_after_the_term_are_not_shown(site: Site) -> None:
    end_term(site, site.siv, date(2022, 6, 30))

    page = site.get(site.page(site.siv))

    assert "tis 14 jun 2022" in page
    assert "20 sep 2022" not in page


def test_one_whose_term_is_over_is_on_no_council_but_reads_the_meetings(site: Site) -> None:
    end_term(site, site.siv, date(2021, 11, 1))

    page = site.get(site.page(site.siv) + "?lang=en")
    meeting = site.get(site.meeting(site.siv, 1) + "?lang=en")

    assert "You are not on any council now." in page
    assert "Will you come?" not in meeting


def test_a_made_up_token_opens_nothing(site: Site) -> None:
    for where in ("/m/1-0.aaaa", "/m/x", "/u/1-0-all.aaaa", "/m/1-0.aaaa/granasbra/meetings/1"):
        site.get(where, 404)


def test_a_token_of_another_purpose_opens_nothing(site: Site) -> None:
    token = site.links.signer.token(Purpose.UNSUBSCRIBE, site.siv.id, detail="all")

    site.get(f"/m/{token}", 404)
    site.get(site.page(site.siv).replace("/m/", "/u/"), 404)


def test_an_old_link_says_that_it_no_longer_works(site: Site) -> None:
    old = (
        site.page(site.siv),
        site.meeting(site.siv, 1),
        site.unsubscribe(site.siv, "day_before"),
    )
    raise_link_version(site, site.siv)

    for where in old:
        page = site.get(where + "?lang=en", 410)
        assert "The link no longer works" in page


def test_an_old_link_stops_no_mail(site: Site) -> None:
    old = site.unsubscribe(site.siv, "day_before")
    raise_link_version(site, site.siv)

    answer = site.client.post(old, data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 410
    assert site.muted(site.siv) == []


def test_a_meeting_of_another_council_is_not_found(site: Site) -> None:
    second_council(site.database)

    site.get(site.meeting(site.siv, 1, slug="aldreradet"), 404)
    site.get(site.meeting(site.siv, 99), 404)


def test_the_meeting_page_says_how_to_reply_and_suggest_an_item(site: Site) -> None:
    page = site.get(site.meeting(site.siv, 1) + "?lang=en")

    assert "Will you come?" in page
    assert "You have not replied." in page
    assert "Please reply by Friday 18 February." in page
    assert "The last day to suggest items is Tuesday 8 February." in page


def test_the_page_asks_for_a_reply_by_the_day_the_council_has_set(site: Site) -> None:
    with writing(site.database, NOW) as session:
        council = store.council(session, "granasbra")
        settings.change(session, council, {"reply_by": "1 working day"}, by=OPERATOR, now=NOW)

    page = site.get(site.meeting(site.siv, 1) + "?lang=en")

    assert "Please reply by Monday 21 February." in page


def test_after_the_last_day_no_item_is_asked_for(sqlite: Database, config: Config) -> None:
    site = Site(sqlite, config, now=build.stockholm("2022-02-09 00:01"))

    page = site.get(site.meeting(site.siv, 1) + "?lang=en")

    assert "The last day to suggest items was Tuesday 8 February." in page
    assert "subject=Item" not in page


def test_the_last_day_for_items_counts_in_full(sqlite: Database, config: Config) -> None:
    site = Site(sqlite, config, now=build.stockholm("2022-02-08 23:59"))

    assert "subject=Item" in site.get(site.meeting(site.siv, 1) + "?lang=en")


def test_a_council_that_counts_absences_asks_only_for_those(site: Site) -> None:
    with writing(site.database, NOW) as session:
        council = store.council(session, "granasbra")
        settings.change(session, council, {"reply_mode": "absences"}, by=OPERATOR, now=NOW)

    page = site.get(site.meeting(site.siv, 1) + "?lang=en")

    assert "You need only reply if you cannot come." in page


def test_a_deputy_need_not_reply(site: Site) -> None:
    page = site.get(site.meeting(site.nils, 1))

    assert "You are a deputy and need not reply. You come only if you are called." in page
    assert "I will come" not in page


def test_a_deputy_is_promised_the_kallelse_only_where_it_comes(site: Site) -> None:
    promise = "The notice of meeting comes on "
    assert promise in site.get(site.meeting(site.siv, 3) + "?lang=en")
    assert promise not in site.get(site.meeting(site.nils, 3))

    with writing(site.database, NOW) as session:
        council = store.council(session, "granasbra")
        settings.change(session, council, {"inform_deputies": "yes"}, by=OPERATOR, now=NOW)

    assert promise in site.get(site.meeting(site.nils, 3))


def test_a_cancelled_meeting_asks_for_nothing(site: Site) -> None:
    cancel(site, 1)

    page = site.get(site.meeting(site.siv, 1) + "?lang=en")

    assert "The meeting is cancelled. You need not do anything." in page
    assert "Reason: Studieresa." in page
    assert "Will you come?" not in page
    assert "subject=Item" not in page


def test_a_moved_meeting_says_when_it_was_to_be(site: Site) -> None:
    move(site, 2, "2022-05-03T15:00")

    page = site.get(site.meeting(site.siv, 2) + "?lang=en")

    assert "The meeting has a new date." in page
    assert "The meeting was planned for Tue 26 Apr 2022." in page


def test_replies_close_when_the_meeting_starts(sqlite: Database, config: Config) -> None:
    site = Site(sqlite, config, now=build.stockholm("2022-02-22 15:00"))

    assert "Will you come?" not in site.get(site.meeting(site.siv, 1) + "?lang=en")


def test_personal_pages_are_neither_kept_nor_found(site: Site) -> None:
    places = (
        site.page(site.siv),
        site.meeting(site.siv, 1),
        site.unsubscribe(site.siv, "all"),
        "/m/wrong",
    )
    for where in places:
        headers = site.client.get(where).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_opening_any_page_changes_nothing(site: Site) -> None:
    before = everything(site.database)

    for where in ("/", "/granasbra", "/granasbra/meetings/1", site.page(site.siv)):
        site.client.get(where)
    for where in (site.meeting(site.siv, 1), site.unsubscribe(site.siv, "day_before")):
        site.client.get(f"{where}?reply=yes&stop=day_before")
        site.client.head(where)

    assert everything(site.database) == before


# which mail one gets


def test_the_page_says_what_can_be_stopped_and_what_always_comes(site: Site) -> None:
    page = site.get(site.unsubscribe(site.siv, "all") + "?lang=en")

    stoppable, always = page.split("Mail that always comes")
    assert len(re.findall('<button [^>]*name="stop"', stoppable)) == 5
    assert "notice of meeting" in always
    assert "<button" not in always


def test_the_link_in_a_letter_names_its_kind_first(site: Site) -> None:
    page = site.get(site.unsubscribe(site.siv, "day_before") + "?lang=en")

    assert "Nothing has been stopped yet." in page
    first = re.search(r"<button[^>]*>([^<]+)<", page)
    assert first
    assert first[1] == "Stop getting reminders the day before"


def test_the_mail_programs_own_button_stops_that_kind(site: Site) -> None:
    """RFC 8058: no cookie, no token of a form, and any number of times."""
    for _ in range(2):
        answer = site.app.test_client().post(
            site.unsubscribe(site.siv, "day_before"),
            data="List-Unsubscribe=One-Click",
            headers=FORM,
        )
        assert answer.status_code == 200

    assert site.muted(site.siv) == ["day_before"]
    with closing(sqlite3.connect(str(site.database.file))) as connection:
        query = "SELECT by_kind, by_name, after FROM change WHERE subject LIKE 'mail choices%'"
        assert connection.execute(query).fetchall() == [
            ("person", "Siv Tallgren", '{"muted": ["day_before"]}')
        ]


def test_the_button_of_a_letter_without_a_kind_stops_nothing(site: Site) -> None:
    answer = site.client.post(
        site.unsubscribe(site.siv, "all"), data={"List-Unsubscribe": "One-Click"}
    )

    assert answer.status_code == 200
    assert site.muted(site.siv) == []


def test_a_form_that_is_not_ours_stops_nothing(site: Site) -> None:
    where = site.unsubscribe(site.siv, "all")
    site.get(where)

    for given in ({}, {"csrf_token": "made-up"}):
        answer = site.client.post(where, data={"stop": "day_before", **given})
        assert answer.status_code == 403

    assert site.muted(site.siv) == []


def test_a_kind_is_stopped_and_got_again_from_the_page(site: Site) -> None:
    where = site.unsubscribe(site.siv, "all")
    token = csrf(site.get(where))

    answer = site.client.post(where, data={"csrf_token": token, "stop": "reply_reminder"})

    assert answer.status_code == 303
    assert site.muted(site.siv) == ["reply_reminder"]
    note = site.get(answer.location + "&lang=en")
    assert "You will get no more reminders to reply." in note
    assert "The notice of meeting comes as before" in note

    answer = site.client.post(where, data={"csrf_token": token, "start": "reply_reminder"})

    assert site.muted(site.siv) == []
    assert "You get reminders to reply again." in site.get(answer.location + "&lang=en")


def test_the_kallelse_cannot_be_stopped(site: Site) -> None:
    where = site.unsubscribe(site.siv, "all")
    token = csrf(site.get(where))

    for kind in ("kallelse", "change", "all", ""):
        answer = site.client.post(where, data={"csrf_token": token, "stop": kind})
        assert answer.status_code == 404
    answer = site.client.post(
        site.unsubscribe(site.siv, "kallelse"), data={"List-Unsubscribe": "One-Click"}
    )

    assert answer.status_code == 404
    assert site.muted(site.siv) == []


# every page


def test_no_page_holds_what_the_policy_forbids(site: Site) -> None:
    places = (
        "/granasbra",
        "/granasbra/meetings/1",
        site.page(site.siv),
        site.meeting(site.siv, 1),
        site.unsubscribe(site.siv, "all"),
    )
    for where in places:
        answer = site.client.get(where)
        page = answer.get_data(as_text=True)
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert not re.search(r"<script|<style| style=| on\w+=", page)
        assert page.count("<h1") == page.count("<main") == 1


def test_what_people_wrote_is_never_taken_for_markup(site: Site) -> None:
    with writing(site.database, NOW) as session:
        council = store.council(session, "granasbra")
        settings.change(session, council, {"about": "<b>hej</b>"}, by=OPERATOR, now=NOW)

    assert "&lt;b&gt;hej&lt;/b&gt;" in site.get("/granasbra")


# the rehearsal


def test_outside_a_rehearsal_there_is_neither_bar_nor_mailbox(site: Site) -> None:
    assert "mailbox" not in site.get("/granasbra")
    site.get("/mailbox", 404)


def test_every_page_of_a_rehearsal_says_so(played: FlaskClient) -> None:
    for where in ("/en/granasbra", "/mailbox?lang=en", "/en/nowhere"):
        page = played.get(where).get_data(as_text=True).replace("\xa0", " ")
        assert "Rehearsal. No mail leaves this computer." in page
        assert "It is Wednesday 1 December 2021" in page
        assert 'href="/mailbox' in page


def test_the_mailbox_lists_the_newest_letter_first(played: FlaskClient) -> None:
    page = played.get("/mailbox?lang=en").get_data(as_text=True)

    assert page.index("Brev 2") < page.index("Brev 1")
    assert "2 mails" in page
    assert "Siv Tallgren, siv.tallgren@example.org" in page


def test_the_mailbox_shows_the_kind_asked_for(played: FlaskClient) -> None:
    page = played.get("/mailbox?kind=kallelse").get_data(as_text=True)

    assert "Brev 2" in page
    assert "Brev 1" not in page
    assert '<option value="kallelse" selected>' in page


def test_a_mailbox_without_letters_says_so(played: FlaskClient) -> None:
    assert "0 mails" in played.get("/mailbox?kind=change&lang=en").get_data(as_text=True)


def test_a_letter_is_shown_in_each_of_its_parts(played: FlaskClient) -> None:
    text = played.get("/mailbox/2").get_data(as_text=True)
    framed = played.get("/mailbox/2?part=html").get_data(as_text=True)
    source = played.get("/mailbox/2?part=source").get_data(as_text=True)

    assert '<a href="https://moten.example.org/granasbra"' in text
    assert 'sandbox="allow-top-navigation-by-user-activation"' in framed
    assert 'src="/mailbox/2/html"' in framed
    assert "X-Kallelse-Key: granasbra/m1/kallelse/1" in source
    assert played.get("/mailbox/9").status_code == 404


def test_the_html_of_a_letter_may_load_nothing(played: FlaskClient) -> None:
    answer = played.get("/mailbox/2/html")

    policy = answer.headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    assert '<base target="_top">' in answer.get_data(as_text=True)


def test_the_source_of_a_letter_is_plain_text(played: FlaskClient) -> None:
    answer = played.get("/mailbox/2/source")

    assert answer.mimetype == "text/plain"
    assert "Content-Disposition" not in answer.headers


def test_the_app_is_the_same_without_a_rehearsal(empty: FlaskClient) -> None:
    app = empty.application

    assert isinstance(app, Flask)
    assert "rehearse" not in app.blueprints
