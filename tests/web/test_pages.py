"""The public's and the members' pages: what they show, to whom, and what opening them leaves alone."""

import json
import re
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from scheduler.clock import FixedClock
from scheduler.councils import store
from scheduler.db.session import Database, writing
from scheduler.history.rows import OPERATOR
from scheduler.links import Purpose
from tests import build
from tests.web.secretary import NOW, Secretary
from tests.web.site import Site, add_council
from web.app import create_app

# public


def test_the_front_page_leads_to_the_only_council_and_lists_several(site):
    alone = [site.client.get(where).location for where in ("/", "/en")]
    add_council(site.database)

    page = site.get("/en")

    assert alone == ["/granasbra", "/en/granasbra"]
    assert '<a href="/en/granasbra">GranåsBrå</a>' in page
    assert "Next meeting: Tue 22 Feb 2022, 15:00–17:00" in page
    assert '<a href="/en/aldreradet">Äldrerådet</a>' in page


def test_without_councils_or_meetings_the_pages_say_so(sqlite, config):
    client = create_app(config, FixedClock(NOW), sqlite).test_client()
    assert "Här finns inga råd än." in client.get("/").text
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        build.plan(session, council, 2022, build.SEED, by=OPERATOR, now=NOW)

    english = client.get("/en/granasbra").text

    assert "No meetings are planned yet." in english
    assert not re.search(r"\b2022\b", english)  # a draft is not shown


def test_an_english_council_is_english_without_a_prefix(sqlite, config):
    with writing(sqlite, NOW) as session:
        build.council(session, now=NOW, slug="safety", language="en")
    client = create_app(config, FixedClock(NOW), sqlite).test_client()

    page, missing = client.get("/safety").text, client.get("/safety/meetings/99").text

    assert '<html lang="en">' in page
    assert 'href="/safety?lang=sv" lang="sv"' in page
    assert '<html lang="sv">' in client.get("/safety?lang=sv").text
    assert '<html lang="en">' in missing
    assert '<a class="btn" href="/safety">To the meetings</a>' in missing


def test_what_has_changed_is_told_with_its_reason(site):
    site.cancel(1)
    site.move(2, "2022-05-03T15:00")

    council, first, second = (
        site.get(f"/en/granasbra{page}") for page in ("", "/meetings/1", "/meetings/2")
    )

    for page in (council, second):
        assert re.search(r"Tue(sday)? 3 May 2022, 15:00–17:00", page)
        assert "The meeting was planned for Tue 26 Apr 2022." in page
        assert "Krock med påsken." in page
    assert "Tue 3 May 2022, 15:00–17:00" in council.split("Next meeting: <time")[1][:120]
    assert "The meeting is cancelled." in first
    link = '<a href="/en/granasbra/meetings/2">Next meeting: Tue 3 May 2022, 15:00–17:00</a>'
    assert link in first


def test_what_is_over_stands_among_the_earlier_meetings(sqlite, config):
    site = Site(sqlite, config, now=build.stockholm("2022-05-01 09:00"))

    earlier = site.get("/en/granasbra").split("Earlier meetings")[1]

    assert earlier.index("Tue 26 Apr 2022") < earlier.index("Tue 22 Feb 2022")
    assert "Tue 14 Jun 2022" not in earlier


def test_public_pages_name_nobody_but_the_contact_and_take_nothing_for_markup(site):
    site.set(about="<b>hej</b>")

    for where in ("/granasbra", "/granasbra/meetings/1"):
        page = site.get(where)
        assert "Tallgren" not in page
        assert "Ekhed" not in page
        assert "Dagordning" not in page  # promises only what is there
    assert "&lt;b&gt;hej&lt;/b&gt;" in site.get("/granasbra")


def test_strangers_find_nothing_of_a_council_that_is_not_public_and_find_it_again(site):
    add_council(site.database)
    own = ("", "/years/2022", "/meetings/1", "/subscribe", "/contact", "/calendar.ics")
    pages = ["/en/granasbra", *(f"/granasbra{page}" for page in own)]

    def found() -> set[int]:
        return {site.client.get(page).status_code for page in pages}

    before, tag = found(), site.client.get("/calendar.ics").headers["ETag"]
    site.set(is_public="no")
    hidden, whole = found(), site.client.get("/calendar.ics")
    front, personal = site.client.get("/").location, site.get(site.page(site.siv))
    site.set(is_public="yes")

    assert (before, hidden, found()) == ({200}, {404}, {200})
    assert front == "/aldreradet"
    assert "Siv Tallgren" in personal
    assert b"BEGIN:VEVENT" not in whole.data
    assert whole.headers["ETag"] != tag


# the personal page


def test_the_page_names_the_person_and_their_meetings_within_the_term(site):
    site.end_term(site.siv, date(2022, 6, 30))

    page = site.get(site.page(site.siv))

    assert "Siv Tallgren" in page
    assert "tis 22 feb 2022 kl. 15.00–17.00" in page
    assert "tis 14 jun 2022" in page
    assert "20 sep 2022" not in page
    assert f'href="{site.meeting(site.siv, 1)}"' in page


def test_no_other_token_or_meeting_opens_anything(site):
    add_council(site.database)
    token = site.links.signer.token(Purpose.UNSUBSCRIBE, site.siv.id, detail="all")
    wrong = [
        "/m/1-0.aaaa", "/m/x", "/u/1-0-all.aaaa", "/m/1-0.aaaa/granasbra/meetings/1", f"/m/{token}",
        site.page(site.siv).replace("/m/", "/u/"), site.meeting(site.siv, 1, slug="aldreradet"),
    ]  # fmt: skip

    assert {site.client.get(where).status_code for where in wrong} == {404}
    page = site.get(site.meeting(site.siv, 99), 404)
    assert f'<a class="btn" href="{site.links.page(site.siv.id, 0)}">Till din sida</a>' in page


def test_an_old_link_says_that_it_no_longer_works_and_stops_no_mail(site):
    stop = site.unsubscribe(site.siv, "day_before")
    old = (site.page(site.siv), site.meeting(site.siv, 1), stop)
    with writing(site.database, NOW) as session:
        store.person(session, site.siv.id).link_version += 1

    for where in old:
        page = site.get(where + "?lang=en", 410)
        assert "The link no longer works" in page
        assert 'href="/link"' in page
    assert site.client.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 410
    assert site.muted(site.siv) == []


def test_of_two_replies_at_one_instant_the_one_that_came_last_counts(site):
    """As in a rehearsal, where the clock stands still."""
    where = site.meeting(site.siv, 1)
    for answer in ("no", "coming", "no"):
        site.post(where, f"{where}/reply", answer=answer)
        assert re.search(rf'value="{answer}"[^>]* checked', site.get(where)), answer


def test_the_meeting_page_says_how_to_reply_and_suggest_an_item(site):
    page = site.get(site.meeting(site.siv, 1) + "?lang=en")
    site.set(reply_by="1 working day")
    later = site.get(site.meeting(site.siv, 1) + "?lang=en")
    site.set(reply_mode="absences")
    absences = site.get(site.meeting(site.siv, 1) + "?lang=en")

    assert "Will you come?" in page
    assert "You have not replied." in page
    assert "Please reply by Friday 18 February." in page
    assert "The last day to suggest items is Tuesday 8 February." in page
    assert "You need only reply if you cannot come." in absences
    assert "Please reply by Monday 21 February." in later


@pytest.mark.parametrize("now, told, untold", [
    ("2022-02-08 23:59", "Suggest the item", "was Tuesday 8 February"),  # the last day counts in full
    ("2022-02-09 00:01", "The last day to suggest items was Tuesday 8 February.", "Withdraw"),
    ("2022-02-22 15:00", "Tuesday 22 February 2022", "Will you come?"),
])  # fmt: skip
def test_what_is_asked_for_ends_at_its_time(sqlite, config, now, told, untold):
    site = Site(sqlite, config, now=build.stockholm(now))

    page = site.get(site.meeting(site.siv, 1) + "?lang=en")

    assert told in page
    assert untold not in page


def test_a_deputy_need_not_reply_and_is_promised_the_kallelse_only_where_it_comes(site):
    promise = "The notice of meeting comes on "
    page = site.get(site.meeting(site.nils, 3))
    assert "You are a deputy and need not reply. You come only if you are called." in page
    assert "I will come" not in page
    assert promise not in page
    assert promise in site.get(site.meeting(site.siv, 3) + "?lang=en")

    site.set(inform_deputies="yes")

    assert promise in site.get(site.meeting(site.nils, 3))


def test_a_changed_meeting_says_what_has_changed_and_asks_for_no_more_than_it_must(site):
    site.cancel(1)
    site.move(2, "2022-05-03T15:00")

    cancelled, moved = (site.get(site.meeting(site.siv, n) + "?lang=en") for n in (1, 2))

    assert "The meeting is cancelled. You need not do anything." in cancelled
    assert "Will you come?" not in cancelled
    assert "The meeting has a new date." in moved
    assert "The meeting was planned for Tue 26 Apr 2022." in moved


def test_opening_any_page_changes_nothing(site):
    before = everything(site.database)

    for where in ("/", "/granasbra", "/granasbra/meetings/1", site.page(site.siv)):
        site.client.get(where)
    for where in (site.meeting(site.siv, 1), site.unsubscribe(site.siv, "day_before")):
        site.client.get(f"{where}?reply=yes&stop=day_before")
        site.client.head(where)

    assert everything(site.database) == before


def everything(database: Database) -> list[str]:
    """Every row of the database, as SQL."""
    assert database.file
    with closing(sqlite3.connect(database.file)) as connection:
        return list(connection.iterdump())


# which mail one gets


def test_the_page_says_what_can_be_stopped_and_what_always_comes(site):
    page = site.get(site.unsubscribe(site.siv, "all") + "?lang=en")
    of_letter = site.get(site.unsubscribe(site.siv, "day_before") + "?lang=en")

    stoppable, always = page.split("Mail that always comes")
    assert len(re.findall('<button [^>]*name="stop"', stoppable)) == 6
    assert "notice of meeting" in always
    assert "<button" not in always
    assert "Nothing has been stopped yet." in of_letter
    (first, *_) = re.findall(r"<button[^>]*>([^<]+)<", of_letter)
    assert first == "Stop getting reminders the day before"


def test_the_mail_programs_own_button_stops_that_kind(site):
    """RFC 8058: no cookie, no token of a form, and any number of times."""

    def one_click(kind: str) -> int:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        where = site.unsubscribe(site.siv, kind)
        browser = site.app.test_client()
        return browser.post(where, data="List-Unsubscribe=One-Click", headers=headers).status_code

    assert (one_click("all"), site.muted(site.siv)) == (200, [])
    assert (one_click("kallelse"), site.muted(site.siv)) == (404, [])
    assert (one_click("day_before"), one_click("day_before")) == (200, 200)

    assert site.muted(site.siv) == ["day_before"]
    with closing(sqlite3.connect(str(site.database.file))) as connection:
        query = "SELECT by_kind, by_name, after FROM change WHERE subject LIKE 'details of person%'"
        ((by, name, after),) = connection.execute(query)
    assert (by, name, json.loads(after)["muted"]) == ("person", "Siv Tallgren", ["day_before"])


def test_a_kind_is_stopped_and_got_again_from_the_page(site):
    where = site.unsubscribe(site.siv, "all")

    note = site.get(site.post(where, where, stop="reply_reminder").location + "&lang=en")
    stopped = site.muted(site.siv)
    site.post(where, where, start="reply_reminder")

    assert stopped == ["reply_reminder"]
    assert "You will get no more reminders to reply." in note
    assert site.muted(site.siv) == []
    for kind in ("kallelse", "change", "all", ""):
        assert site.post(where, where, stop=kind).status_code == 404
    forged = {"stop": "day_before", "csrf_token": "made-up"}
    assert site.client.post(where, data=forged).status_code == 403
    assert site.muted(site.siv) == []


def test_numbers_and_characters_that_no_row_can_have_are_no_page(database, config):
    build.seed_year(database, now=NOW, entries=build.people(1, 0))
    client = Secretary(database, config).client
    paths = [
        f"{place}/{number}{form}"
        for number in ("2147483648", "9223372036854775808", "9" * 30)
        for place in ("/granasbra/meetings", "/admin/granasbra/meetings", "/granasbra/years")
        for form in ("", ".ics", ".json")
    ]
    paths += ["/%00", "/granas%00bra/calendar.ics", "/granasbra/calendar.atom?lang=%00", "/p/%00"]
    paths += ["/login/%00", "/admin/granasbra/mail/%00", "/admin/granasbra/members?q=%00"]

    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
