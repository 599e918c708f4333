"""Inställningar: all fields, a worked example, what other offsets do before they are saved, two who save at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.config import Config
from scheduler.councils import store
from scheduler.councils.rows import Council
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.notices import pause
from tests import build
from tests.conftest import NOW
from tests.signed_in import secretary

SETTINGS = "/admin/granasbra/settings"
TYPED = {
    "name": "GranåsBrå", "contact": "Elin Forsby, sekreterare", "about": "Vi möts.", "place": "Stadshuset, rum Granen",
    "duration_minutes": "120", "reply_to": "bra@example.org", "language": "sv", "country": "SE",
    "reply_mode": "replies",
    "call_for_items": "28 dagar", "items_reminder": "21 dagar", "items_deadline": "14 dagar", "kallelse": "7 dagar",
    "kallelse_review": "2 arbetsdagar", "reply_reminder": "3 arbetsdagar",
    "reply_by": "2 arbetsdagar", "day_before": "1 dag", "hour": "08.00",
    "is_public": "yes",
}  # fmt: skip


@pytest.fixture
def client(sqlite: Database, config: Config) -> Iterator[FlaskClient]:
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    build.work(sqlite, config, build.stockholm("2021-12-01 09:05"))
    yield from secretary(sqlite, config, now=build.stockholm("2022-01-10 10:00"))


def shown(client: FlaskClient) -> str:
    return client.get(SETTINGS).text.replace("\xa0", " ")


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))


def save(client: FlaskClient, *, seen: str = "", **typed: str) -> TestResponse:
    data = TYPED | hidden(seen or shown(client)) | typed
    return client.post(SETTINGS, data=data, follow_redirects=True)


def council(database: Database) -> Council:
    with reading(database) as session:
        return store.council(session, "granasbra")


def test_the_settings_stand_in_the_form_with_a_worked_example(client: FlaskClient) -> None:
    page = shown(client)

    assert 'value="28 dagar"' in page
    assert "Exempel: nästa möte, tisdag 22 februari 2022." in page
    assert "tisdag 25 januari" in page
    assert "fredag 11 februari" in page  # the review, two working days before the notice
    assert "Elin Forsby, elin@example.org" in page


def test_fields_and_choices_are_saved(client: FlaskClient, sqlite: Database) -> None:
    answer = save(
        client,
        about="Vi förebygger brott.",
        place="Polishuset",
        reply_mode="absences",
        approve_kallelse="yes",
        is_public="no",
    )

    assert "Inställningarna är sparade." in answer.text
    of = council(sqlite)
    assert (of.about, of.place, of.reply_mode) == ("Vi förebygger brott.", "Polishuset", "absences")
    assert (of.approve_kallelse, of.inform_deputies, of.is_public) == (True, False, False)
    assert of.notice_rules == {}
    assert client.get("/granasbra").status_code == 404


def test_a_usual_time_is_kept_as_a_clock_shows_it(client: FlaskClient, sqlite: Database) -> None:
    wrong = save(client, usual_time="25.00")
    save(client, usual_time="kl. 9")
    kept, page = council(sqlite).usual_time, shown(client)
    save(client, usual_time="")

    assert "Skriv tiden som 15.00 eller 15:00." in wrong.text.replace("\xa0", " ")
    assert kept == "09:00"
    assert 'name="usual_time" type="text" value="09.00"' in page
    assert council(sqlite).usual_time == ""


def test_the_country_is_chosen_and_what_its_holidays_move_is_shown_first(
    client: FlaskClient, sqlite: Database
) -> None:
    assert '<option value="SE" selected>Sverige</option>' in shown(client)

    page = save(client, country="FI").text
    assert "planerade utskick får nya dagar" in page or "planerat utskick får en ny dag" in page
    assert council(sqlite).country == "SE"
    kept = client.post(SETTINGS, data=hidden(page) | {"do": "save"}, follow_redirects=True)

    assert "Inställningarna är sparade." in kept.text
    assert '<option value="FI" selected>Finland</option>' in kept.text
    assert council(sqlite).country == "FI"


def test_the_settings_in_another_language_keep_what_is_typed_and_are_saved_after(
    client: FlaskClient, sqlite: Database
) -> None:
    data = TYPED | hidden(shown(client)) | {"name": "Brå i Granås", "kallelse": "9 dagar"}

    spoken = client.post(f"{SETTINGS}?lang=en", data={**data, "do": "speak"}).text

    assert '<html lang="en">' in spoken
    assert 'value="Brå i Granås"' in spoken
    assert 'value="9 dagar"' in spoken
    assert re.search(r'value="28\sdays"', spoken)
    assert council(sqlite).name == "GranåsBrå"
    page = data | hidden(spoken) | {"kallelse": "7 days"}
    assert client.post(SETTINGS, data=page).status_code == 303
    assert council(sqlite).name == "Brå i Granås"


def test_each_country_can_be_chosen_once_by_its_name(client: FlaskClient) -> None:
    of = re.search(r'<select class="in" id="country".*?</select>', shown(client), re.DOTALL)
    assert of
    choices = re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)</option>', of[0])

    assert len(choices) > 200
    assert [code for code, _ in choices if len(code) != 2 or code == "UK"] == []
    assert len({name for _, name in choices}) == len(choices)
    assert [code for code, name in choices if name == code] == []


def test_three_letters_of_a_country_are_kept_as_its_two(
    client: FlaskClient, sqlite: Database
) -> None:
    save(client, country="SWE")

    assert council(sqlite).country == "SE"


def test_a_country_with_holidays_of_its_parts_says_whose_count(client: FlaskClient) -> None:
    page = save(client, country="GB").text
    client.post(SETTINGS, data=hidden(page) | {"do": "save"})

    assert "Helgdagarna är Englands." in shown(client)
    assert "Helgdagarna är Englands." in client.get("/admin/granasbra/compare").text


def test_other_offsets_are_shown_before_they_are_saved(
    client: FlaskClient, sqlite: Database
) -> None:
    first = save(client, kallelse="10 dagar")
    page = first.text.replace("\xa0", " ")

    assert "10 planerade utskick får nya dagar" in page
    assert "Kallelsen, möte tis 22 feb 2022" in page
    assert "tis 15 feb 2022 kl. 08.00" in page
    assert "fre 11 feb 2022 kl. 08.00" in page
    assert council(sqlite).notice_rules == {}
    kept = client.post(SETTINGS, data=hidden(page) | {"do": "save"}, follow_redirects=True)
    assert "Inställningarna är sparade." in kept.text
    assert council(sqlite).notice_rules == {"kallelse": "10 dagar"}
    assert 'value="10 dagar"' in kept.text


def test_an_offset_whose_time_has_passed_goes_at_once(client: FlaskClient) -> None:
    page = save(client, call_for_items="50 dagar").text

    assert "<b>genast</b>" in page


def test_while_all_mail_is_paused_nothing_goes_at_once(
    client: FlaskClient, sqlite: Database
) -> None:
    with writing(sqlite, NOW) as session:
        pause.pause_mail(session, store.council(session, "granasbra"), by=OPERATOR, now=NOW)

    page = save(client, call_for_items="50 dagar").text

    assert "<b>när utskicken går igen, om du vill</b>" in page
    assert "genast" not in page


def test_the_example_follows_what_is_typed_and_nothing_is_saved(
    client: FlaskClient, sqlite: Database
) -> None:
    page = save(client, kallelse="torsdag", do="example").text.replace("\xa0", " ")

    assert "torsdag 17 februari" in page
    assert council(sqlite).notice_rules == {}


def test_faults_are_told_in_words_and_what_was_typed_is_kept(client: FlaskClient) -> None:
    answer = save(
        client, name="", kallelse="snart", duration_minutes="x", reply_to="x", place="Polishuset"
    )

    assert answer.status_code == 422
    assert "<title>Fel: " in answer.text
    assert "4 saker behöver rättas" in answer.text
    assert 'value="Polishuset"' in answer.text
    assert (
        "som 7 dagar, 5 veckor, 2 arbetsdagar, 3 hela dagar eller en veckodag som torsdag."
        in answer.text
    )
    order = save(client, call_for_items="3 dagar").text
    assert "Ärendeinbjudan" in order
    assert "call_for_items must" not in order


@pytest.mark.parametrize("reminder", ["2 arbetsdagar", "1 dag"])
def test_a_reminder_on_or_after_the_last_day_to_reply_is_refused(
    client: FlaskClient, sqlite: Database, reminder: str
) -> None:
    answer = save(client, reply_reminder=reminder)

    assert answer.status_code == 422
    told = "Påminnelse om svar måste komma före Sista dag att svara. Ändra en av dem."
    assert told in answer.text
    assert council(sqlite).notice_rules == {}


def test_one_that_was_saved_before_stands_in_no_other_settings_way(
    client: FlaskClient, sqlite: Database
) -> None:
    with writing(sqlite, NOW) as session:
        store.council(session, "granasbra").notice_rules = {"reply_reminder": "2 working days"}

    page = shown(client)
    answer = save(client, seen=page, reply_reminder="2 arbetsdagar", place="Polishuset")

    assert "torsdag 17 februari" in page  # when it goes, a working day before the last
    assert "Inställningarna är sparade." in answer.text
    assert council(sqlite).place == "Polishuset"


def test_the_last_day_to_reply_is_the_councils_to_set(client: FlaskClient) -> None:
    page = save(client, reply_by="1 arbetsdag").text
    client.post(SETTINGS, data=hidden(page) | {"do": "save"})

    assert 'id="reply_by" name="reply_by" type="text" value="1 arbetsdag"' in shown(client)


def test_two_who_save_at_once_see_both(client: FlaskClient, sqlite: Database) -> None:
    seen = shown(client)
    save(client, place="Polishuset", reply_mode="absences")

    answer = save(client, seen=seen, place="Biblioteket")

    assert answer.status_code == 409
    assert "Polishuset" in answer.text
    assert 'value="Biblioteket"' in answer.text
    assert "Bara förhinder anmäls" not in answer.text  # only one of them touched it
    data = hidden(answer.text) | {"place": "Biblioteket", "do": "save"}
    assert "sparade" in client.post(SETTINGS, data=data, follow_redirects=True).text
    kept = council(sqlite)
    assert (kept.place, kept.reply_mode) == ("Biblioteket", "absences")


def test_english_by_request(client: FlaskClient) -> None:
    page = client.get(f"{SETTINGS}?lang=en").text

    assert 'value="28 days"' in page
    assert "Each notice needs approval" in page
