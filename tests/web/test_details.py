"""A member's own pages: answering, and the choice of calendar, language, mail and links."""

import json
import re

import pytest
from werkzeug.test import TestResponse

from scheduler import jobs
from scheduler.councils import accounts, store
from scheduler.councils.rows import Person
from scheduler.db.session import reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.mail import delivery_reports
from scheduler.meetings import store as meetings
from tests import build
from tests.web.secretary import HOME, NOW, Secretary
from tests.web.site import Site


def answers(site: Site, person: Person) -> list[tuple[str, str]]:
    with reading(site.database) as session:
        return [(r.answer, r.note) for r in meetings.replies_of(session, person.id)]


def person(site: Site) -> Person:
    with reading(site.database) as session:
        return store.person(session, site.siv.id)


def test_the_own_page_begins_with_the_next_meeting_and_its_answer_which_is_kept(site):
    own = site.page(site.siv)
    shown = site.get(own)
    assert "Du har inte svarat." in shown
    assert shown.count('name="answer"') == 2  # for the next meeting alone
    assert shown.index('name="answer"') < shown.index('name="channel"')

    reply = f"{site.meeting(site.siv, 1)}/reply"
    answer = site.post(own, reply, answer="no", note="Hälsa de andra.")

    assert answers(site, site.siv) == [("no", "Hälsa de andra.")]
    assert "Svarat ons 1 dec 2021 kl. 09.00." in site.get(answer.headers["Location"])
    shown = site.get(own)
    assert "Du har svarat att du inte kan komma." in shown
    assert "Hälsa de andra.</textarea>" in shown  # it can be changed without being written again
    assert 'name="answer"' not in site.get(site.page(site.nils))


@pytest.mark.parametrize("reply, answer", [("yes", "coming"), ("no", "no")])
def test_a_link_in_a_letter_makes_the_choice_and_one_press_sends_it(site, reply, answer):
    page = f"{site.meeting(site.siv, 1)}?reply={reply}"
    shown = site.get(page)

    (chosen,) = re.findall(r'name="answer" value="(\w+)" checked', shown)
    assert chosen == answer
    assert "Svaret skickas först när du trycker på knappen." in shown
    assert answers(site, site.siv) == []  # a GET records nothing

    site.post(page, f"{site.meeting(site.siv, 1)}/reply", answer=chosen)
    assert answers(site, site.siv) == [(answer, "")]
    assert "Svaret skickas först" not in site.get(page)


def test_without_a_choice_the_message_stays(site):
    page = site.meeting(site.siv, 1)

    answer = site.post(page, f"{page}/reply", note="Jag vet inte än.")

    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Välj om du kommer eller inte." in shown
    assert "Jag vet inte än." in shown


def test_a_part_of_the_meeting_stands_in_the_list_and_in_the_notes_and_a_wrong_hour_is_told(
    site, config
):
    page = site.meeting(site.siv, 1)

    wrong = site.post(page, f"{page}/reply", answer="coming", arrives="fyra", leaves="kl. 18")
    back = site.post(page, f"{page}/reply", answer="coming", arrives="16.30", leaves="16")
    done = site.get(
        site.post(page, f"{page}/reply", answer="coming", arrives="15.30", leaves="16.30").location
    )

    shown = wrong.get_data(as_text=True)
    assert (wrong.status_code, back.status_code) == (422, 422)
    assert shown.count("Mötet är mellan kl. 15.00 och 17.00.") == 4  # at the top and at each field
    assert 'value="fyra"' in shown
    assert "Du kan inte gå innan du har kommit." in back.get_data(as_text=True)
    assert "Du har svarat att du kommer. Kommer kl. 15.30 och går kl. 16.30." in done
    elin = Secretary(site.database, config)
    assert "Kommer kl. 15.30 och går kl. 16.30." in elin.get(f"{HOME}/meetings/1")
    notes = elin.get(f"{HOME}/meetings/1/notes")
    assert "Siv Tallgren kom kl. 15.30\nSiv Tallgren gick kl. 16.30</textarea>" in notes


def test_an_answer_to_a_time_that_has_changed_is_asked_for_again(site):
    page = site.meeting(site.siv, 1)
    site.move(1, "2022-03-01 15:00")

    answer = site.post(page, f"{page}/reply", answer="coming", start="2022-02-22T15:00")

    assert answer.status_code == 422
    assert "Mötet har fått en ny tid" in answer.get_data(as_text=True)
    assert answers(site, site.siv) == []


def public_feed(site: Site, person: Person) -> bool:
    """Whether the person's own page leads to a calendar that does not know them."""
    return "granasbra/calendar.ics" in site.get(site.page(person))


def test_the_first_calendar_button_asks_once_and_leads_to_the_personal_feed(site):
    own, details = site.page(site.siv), f"{site.page(site.siv)}/details"
    feed = f"/f/{site.links.personal_feed(site.siv.id, 0).rpartition('/')[2]}"
    for page in (own, site.meeting(site.siv, 1)):
        (first, *_) = re.findall(
            r'<a class="btn alt" href="([^"]+)">Lägg till i kalendern', site.get(page)
        )
        assert first == f"{details}#kalender"
    asked = site.get(details)
    assert re.findall(r'<button class="[^"]+" name="channel" value="(\w+)"', asked) == [
        "feed",
        "invitations",
    ]
    assert feed not in asked
    assert not public_feed(site, site.siv)

    answer = site.post(details, details, channel="feed")

    assert answer.headers["Location"] == f"{details}?done=saved#kalender"
    buttons = site.get(details)
    assert f'href="webcal://127.0.0.1:8000{feed}"' in buttons
    assert 'value="invitations">' not in buttons.partition('id="kalender"')[2]
    assert f'href="webcal://127.0.0.1:8000{feed}"' in site.get(own)
    assert not public_feed(site, site.siv)
    assert ".ics" not in site.get(site.meeting(site.siv, 1))


def test_who_has_chosen_invitations_is_led_to_no_second_calendar(site):
    details = f"{site.page(site.siv)}/details"

    site.post(details, details, channel="invitations")

    own = site.get(site.page(site.siv))
    assert "Du har valt att få mötena med kallelserna." in own
    assert ".ics" not in own
    changes = site.get(details)
    assert "webcal:" not in changes
    assert re.findall(r'<button class="[^"]+" name="channel" value="(\w+)"', changes) == ["feed"]


def test_all_choices_are_saved_together_and_one_that_is_missing_is_told(site):
    page = f"{site.page(site.siv)}/details"
    chosen = {"language": "en", "kinds": "1", "wanted": ["day_before"]}

    missing = site.post(page, page, **chosen)
    site.post(page, page, channel="both", **chosen)

    assert missing.status_code == 422
    assert "Välj hur du vill ha mötena i din kalender." in missing.text.replace("\xa0", " ")
    kept = re.findall(r'value="(en|day_before|year_dates)" checked', missing.text)
    assert sorted(kept) == ["day_before", "en"]

    now = person(site)
    assert (now.channel, now.language) == ("both", "en")
    assert "day_before" not in now.muted
    stopped = {"year_dates", "call_for_items", "items_reminder", "reply_reminder", "notes"}
    assert stopped == set(now.muted)


def test_a_new_link_or_calendar_address_ends_the_old_one_and_leaves_the_other(site):
    page = f"{site.page(site.siv)}/details"
    site.post(page, page, channel="feed")
    old, new = (site.links.personal_feed(site.siv.id, version) for version in (0, 1))
    path = len(site.links.base)
    assert site.client.get(old[path:]).status_code == 200

    shown = site.get(site.post(page, f"{page}/feed").location)
    renewed = site.get(site.post(page, f"{page}/link").location)

    assert new in shown
    assert site.client.get(old[path:]).status_code == 404
    assert site.client.get(new[path:]).status_code == 200
    assert "Det här är din nya sida." in renewed
    site.get(page, 410)


def correct(site: Site, **fields: str) -> TestResponse:
    page = f"{site.page(site.siv)}/details"
    said = {"name": "Siv Tallgren", "phone": "", "email": "siv.tallgren@example.org"}
    return site.post(page, f"{page}/contact", **said | fields)


def test_a_corrected_address_is_told_to_the_old_and_the_new_one(site, config):
    site.get(f"{site.page(site.siv)}/details?email=other@example.org")
    with writing(site.database, NOW) as session:
        for address in ("siv.tallgren@example.org", "siv@example.se"):
            delivery_reports.suppress(session, address, reason="550 5.1.1", now=NOW)
        delivery_reports.lift_suppression(session, "siv.tallgren@example.org")

    shown = site.get(correct(site, name="Siv Tall", phone="070-1", email="siv@EXAMPLE.se").location)

    assert "Dina uppgifter är sparade. Ett mejl om den nya adressen går till" in shown
    now = person(site)
    assert (now.name, now.phone, now.email) == ("Siv Tall", "070-1", "siv@example.se")
    jobs.run_until_idle(build.works(site.database, config, NOW))
    told = [row for row in build.letters(site.database) if row.kind == "address_changed"]
    assert sorted((row.recipient, row.state) for row in told) == [
        ("siv.tallgren@example.org", "sent"),
        ("siv@example.se", "sent"),
    ]
    with reading(site.database) as session:
        assert delivery_reports.suppressed_addresses(session, ["siv@example.se"]) == {}
    log = Secretary(site.database, config).get(f"{HOME}/log")
    assert "Siv Tall rättade sina egna uppgifter." in log
    assert "E-postadress: siv.tallgren@example.org blir siv@example.se" in log


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"email": "NILS.ekhed@example.org"}, "Två personer kan inte ha samma adress."),
        ({"email": ""}, "Skriv e-postadressen."),
        ({"email": "siv"}, "E-postadressen saknar @."),
        ({"name": " "}, "Skriv ett namn."),
    ],
)
def test_details_that_cannot_be_kept_are_said_and_the_rest_stays_typed(site, fields, said):
    answer = correct(site, **{"phone": "070-1"} | fields)

    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in shown
    assert 'value="070-1"' in shown
    assert 'value="invitations" checked' not in shown
    assert (person(site).email, person(site).phone) == ("siv.tallgren@example.org", "")
    assert [row for row in build.letters(site.database) if row.kind == "address_changed"] == []


def test_one_who_signs_in_changes_the_address_after_signing_in(site):
    with writing(site.database, NOW) as session:
        council = store.council(session, "granasbra")
        build.account(session, [council], email=site.siv.email, name="", now=NOW)
    page = f"{site.page(site.siv)}/details"

    assert "Logga in och ändra den i listan över ledamöter." in site.get(page)
    refused = correct(site, email="siv@example.se")
    saved = site.post(page, f"{page}/contact", name="Siv Tall", phone="070-1")

    assert refused.status_code == 422
    assert saved.location == f"{page}?done=corrected"
    assert (person(site).name, person(site).email) == ("Siv Tall", "siv.tallgren@example.org")


def test_an_address_is_not_mailed_over_and_over(site):
    for address in ("a@example.se", "b@example.se") * 3:
        answer = correct(site, email=address)
    assert answer.status_code == 303
    assert correct(site, email="a@example.se").status_code == 429
    assert person(site).email == "b@example.se"


def test_a_person_downloads_what_is_kept_of_them_and_of_nobody_else(site, config):
    page = site.meeting(site.siv, 1)
    site.post(page, f"{page}/reply", answer="no", note="Hälsa de andra.")
    jobs.run_until_idle(build.works(site.database, config, build.stockholm("2022-02-15 08:00")))
    with writing(site.database, NOW) as session:
        account = build.account(session, [], email=site.siv.email, name="", now=NOW)
        accounts.close_account(session, account, by=OPERATOR, now=NOW)

    answer = site.client.get(f"{site.page(site.siv)}/details/kept.json")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="kallelse.json"'
    tables = json.loads(answer.data)["tables"]
    assert tables["person"][0]["email"] == "siv.tallgren@example.org"
    assert tables["reply"][0]["note"] == "Hälsa de andra."
    assert {row["recipient"] for row in tables["outbox_message"]} == {"siv.tallgren@example.org"}
    assert "reply to meeting 1 by person" in str(tables["change"])
    assert "account closed" in str(tables["change"])
    assert "mime" not in tables["outbox_message"][0]
    assert "nils.ekhed" not in answer.get_data(as_text=True)
