"""The list of members, whom a search finds in it, its file, and one term: begun, edited, ended, given to another."""

import re
from dataclasses import replace
from datetime import date

import pytest

from scheduler.councils import member_import, members_file, pasted_people, store
from scheduler.councils.member_import import Outcome
from scheduler.councils.rows import MemberRole
from scheduler.db.session import reading, writing
from scheduler.files import read_text
from scheduler.history.rows import OPERATOR
from tests import build
from tests.web.office import ALL, NILS, PAGES, SIV, Office
from tests.web.secretary import HOME, NOW, said, text
from tests.web.site import add_council

NAMES = ["Siv Tallgren", "Nils Ekhed", "Jon Myrvik", "Alva Storhed", "Otto Lavby"]


def named(page: str) -> list[str]:
    """Whom the list has, in its order."""
    return [name for name in re.findall(r'"rowheader"><a[^>]*>([^<]+)<', page) if name in NAMES]


# the list


def test_the_list_is_by_organisation_and_ends_with_the_councils_own_deputies(office):
    page = office.get(PAGES)

    assert named(page) == NAMES
    groups = re.findall(r'"rowgroup" role="rowheader">([^<]+)<', page)
    assert groups == ["Granåsens Bostäder", "Polisen", "Deputies for the whole council"]
    for words in ("Deputy for Siv Tallgren", "Deputy 1 for Polisen", "Members: 2. Deputies: 3."):
        assert words in page
    assert 'href="mailto:siv.tallgren@example.org"' in page


@pytest.mark.parametrize(
    "query, names",
    [
        ("q=TALL", ["Siv Tallgren"]),
        ("q=jon.myrvik@", ["Jon Myrvik"]),
        ("q=++v++", ["Siv Tallgren", "Jon Myrvik", "Alva Storhed", "Otto Lavby"]),
        ("organisation=Polisen", ["Jon Myrvik", "Alva Storhed"]),
        ("organisation=gran\u00e5sens+bost\u00e4der", ["Siv Tallgren", "Nils Ekhed"]),
        ("organisation=Polisen&q=siv", []),
        ("q=%3Cb%3Ex&organisation=%3Cb%3Ex", []),
    ],
)
def test_a_search_finds_by_name_address_or_organisation(office, query, names):
    page = office.get(f"{PAGES}?{query}")

    assert named(page) == names
    assert f"Shows {len(names)} of 5 people." in page
    assert ("Nobody on the council now fits" in page) is (not names)
    assert "<b>x" not in page


def test_a_long_list_comes_a_page_at_a_time(sqlite, config):
    office = Office(sqlite, config, build.people(40, 20))
    first, last = office.get(PAGES), office.get(f"{PAGES}?page=2&q=e")

    assert "Members: 40. Deputies: 20." in first
    assert ("Member 40" in first, "Deputy 20<" in first) == (True, False)
    assert "Deputy 20<" in last
    assert 'rel="prev"' in last
    assert "q=e&amp;organisation=&amp;page=1" in last


# the file


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_file_is_read_again_as_the_same_people(office, language):
    with writing(office.database, NOW) as session:
        otto = store.members(session, store.council(session, "granasbra").id)[-1].person
        otto.phone = "+46 70 123 45 67"
    answer = office.client.get(f"{PAGES}/members.csv?lang={language}")

    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/csv", "no-store")
    assert 'filename="granasbra-2021-12-01.csv"' in answer.headers["Content-Disposition"]
    people = pasted_people.read_people(read_text(answer.data), ())
    entries = members_file.read_rows(people.numbered)
    assert people.ignored == []
    with reading(office.database) as session:
        council = store.council(session, "granasbra")
        foreseen = member_import.preview_import(session, council, entries, now=NOW)
    assert [one.outcome for one in foreseen] == [Outcome.UNCHANGED] * 5


def test_who_sits_comes_first_in_the_file_then_deputies_and_no_cell_is_a_formula(office):
    with writing(office.database, NOW) as session:
        people = store.members(session, store.council(session, "granasbra").id)
        people[1].person.name = '=HYPERLINK("x")'

    lines = office.client.get(f"{PAGES}/members.csv?lang=sv").data.decode("utf-8-sig").splitlines()

    assert lines[0].startswith("Namn;E-postadress;Uppdrag;Organisation;Plats;Ersättare för;Telefon")
    assert lines[1].startswith("Siv Tallgren;siv.tallgren@example.org;Ledamot;Granåsens Bostäder;")
    assert lines[2].startswith("\"'=HYPERLINK(")
    assert [line.split(";")[5] for line in lines[3:]] == ["siv.tallgren@example.org", "Polisen", ""]


def test_vacant_seats_terms_that_end_soon_and_who_may_be_called_are_told(office):
    office.press(office.term_page("Siv Tallgren", "/end"), until="2021-11-30")
    jon = office.term_page("Jon Myrvik")
    office.press(jon, name="Jon Myrvik", email="jon.myrvik@example.org", role="member",
                 organisation="Polisen", until="2022-01-31")  # fmt: skip
    page, todo = said(office.get(PAGES)), said(office.get(HOME))

    assert "Granåsens Bostäder Filled seats 0 of 1" in page
    assert "Nils Ekhed, then the council's" in page  # the seat's own, and Otto
    assert "Alva Storhed, then the council's" in page  # of the police
    assert "Granåsens Bostäder: filled seats 0 of 1." in todo
    assert "The term of Jon Myrvik ends on Mon 31 Jan 2022." in todo

    office.press(
        office.term_page("Jon Myrvik", "/replace"),
        name="Rut",
        email="rut@example.org",
        since="2022-02-01",
    )
    assert "The term of Jon" not in office.get(HOME)


def test_a_deputy_in_a_list_is_of_their_organisation_where_it_has_a_seat(office):
    people = [
        build.entry("Maj Ek", role=MemberRole.DEPUTY, organisation="Polisen"),
        build.entry("Bo Al", role=MemberRole.DEPUTY, organisation="Okänd"),
        replace(NILS, organisation="Polisen", deputy_for=""),
    ]
    build.act(office.database, NOW, member_import.import_members, people)

    assert office.term("Maj Ek").organisation == "Polisen"
    assert office.term("Bo Al").organisation == ""
    assert office.term("Nils Ekhed").deputy_for_id  # he stays Siv's


# a term that is there


def test_a_term_is_edited(office):
    page = office.press(
        office.term_page("Siv Tallgren"), name="Siv Tall", email="siv@example.org", phone="", role="chair",
        organisation="Polisen", title="Chef", until="2022-12-31", language="en",
    )  # fmt: skip

    for words in ("The change for Siv Tall is saved.", "Chair, Chef", "Until Sat 31 Dec 2022"):
        assert words in page
    assert office.term("Siv Tall").person.language == "en"


def test_one_who_sits_elsewhere_too_has_no_field_for_name_or_address(office):
    add_council(office.database)
    with writing(office.database, NOW) as session:
        other = store.council(session, "aldreradet")
        member_import.import_members(session, other, [SIV], by=OPERATOR, now=NOW)

    page = office.get(office.term_page("Siv Tallgren"))

    assert "also belongs to another council" in page
    assert 'name="name"' not in page
    assert 'name="email"' not in page
    assert "is saved" in office.press(office.term_page("Siv Tallgren"), role="member", phone="08-1")


def test_the_address_of_one_who_signs_in_to_another_council_is_not_changed_here(office):
    """It is a way to sign in: changed here, it would open the other council."""
    add_council(office.database)
    with writing(office.database, NOW) as session:
        other = store.council(session, "aldreradet")
        build.account(session, [other], email=SIV.email, now=NOW)

    office.post(office.term_page("Siv Tallgren"), name="Siv", email="my@example.org", role="member")

    assert office.term("Siv Tallgren").person.email == SIV.email


def test_a_successor_takes_the_seat_and_its_deputy(office):
    where = office.term_page("Siv Tallgren", "/replace")

    page = office.press(where, name="Rut Sjöhed", email="rut@example.org", since="2021-12-01")

    assert "Rut Sjöhed has the place from Wed 1 Dec 2021. No mail has been sent." in page
    assert "Deputy for Rut Sjöhed" in page
    assert office.term("Siv Tallgren").until_on == date(2021, 11, 30)


def test_a_deputys_successor_keeps_the_place_in_the_list(office):
    where = office.term_page("Otto Lavby", "/replace")

    office.press(where, name="Maj Ek", email="maj@example.org", since="2021-12-01")

    maj, otto = office.term("Maj Ek"), office.term("Otto Lavby")
    assert (maj.role, maj.seat_id, maj.call_order) == ("deputy", None, otto.call_order)


def test_a_deputy_is_made_no_member_without_a_seat(office):
    otto = {"name": "Otto Lavby", "email": "otto.lavby@example.org", "role": "member"}
    office.post(office.term_page("Otto Lavby"), **otto)

    assert (office.term("Otto Lavby").role, office.term("Otto Lavby").seat_id) == ("deputy", None)


def test_a_seat_and_an_address_are_of_one_person(office):
    def refused(where: str, **given: str) -> list[str]:
        return re.findall(r'id="(\w+)-err"', text(office.post(where, **given)))

    siv, given = office.term_page("Siv Tallgren"), {"name": "Rut", "email": "rut@example.org"}
    office.press(f"{siv}/replace", **given, since="2021-12-01")
    rut, jon = (
        office.term_page("Rut"),
        {"name": "Jon", "email": "jon.myrvik@example.org", "role": "member"},
    )

    assert [term.person.name for term in office.terms()][len(ALL) :] == ["Rut"]
    assert refused(f"{siv}/replace", name="Maj", email="maj@example.org") == ["since"]
    assert refused(siv, name="Siv", email="siv@example.org", role="member", until="") == ["until"]
    assert refused(f"{rut}/end", until="2021-11-30") == ["until"]
    assert refused(f"{PAGES}/new", **jon) == ["email"]


def test_a_vacant_seat_is_filled_or_ended(office):
    siv, jon = office.term("Siv Tallgren"), office.term("Jon Myrvik")
    for term in (siv, jon):
        listed = office.press(f"{PAGES}/{term.id}/end", until="2021-11-01")
    end = f"{PAGES}/seats/{jon.seat_id}/end"
    assert f"{PAGES}/{jon.id}/replace" in listed
    assert end in listed
    assert 'value="Polisen"' in office.get(f"{PAGES}/new?seat={jon.seat_id}")

    office.press(f"{PAGES}/{siv.id}/replace", name="Rut Sjöhed", email="rut@example.org", since="")
    page = office.press(end, until="2021-11-30")

    assert "last day is Tue 30 Nov 2021" in page
    assert end not in page
    assert "Vacant" not in page
    assert office.term("Siv Tallgren").until_on == date(2021, 11, 1)
    assert office.term("Rut Sjöhed").since_on == date(2021, 12, 1)


def test_the_end_of_a_seat_says_whose_terms_end_with_it(office):
    page = office.get(f"{PAGES}/seats/{office.term('Siv Tallgren').seat_id}/end")

    assert "The term of Siv Tallgren ends with it." in page
    assert "Nils Ekhed, a deputy for the seat, ends with it." in page


# one person more


def test_a_member_is_added_and_nothing_is_mailed(office):
    page = office.press(
        f"{PAGES}/new", name="Rut Berg", email="rut@example.org", role="member",
        organisation="Kommunen", title="Rektor", since="2022-01-01",
    )  # fmt: skip

    rut = office.term("Rut Berg")
    assert "Rut Berg is added. No mail has been sent." in page
    assert rut.seat
    assert (rut.organisation, rut.seat.title, rut.since_on) == (
        "Kommunen", "Rektor", date(2022, 1, 1)
    )  # fmt: skip
    assert build.letters(office.database) == []


def test_a_deputy_is_for_a_member_an_organisation_or_the_whole_council(office):
    seat, jon = office.term("Siv Tallgren").seat_id, office.term("Jon Myrvik").seat_id
    for name, choice in (("Ada", f"seat {seat}"), ("Bo", "of Polisen"), ("Cia", "")):
        given = {"name": name, "email": f"{name}@example.org", "role": "deputy"}
        office.press(f"{PAGES}/new", **given, stands_for=choice, organisation="Annat")

    terms = [office.term(name) for name in ("Ada", "Bo", "Cia")]
    assert [(m.deputy_for_id, m.organisation, m.seat_id) for m in terms] == [
        (seat, "Granåsens Bostäder", None), (None, "Polisen", None), (None, "", None)
    ]  # fmt: skip
    assert f'<option value="seat {seat}" selected>Siv Tallgren' in office.get(
        office.term_page("Ada")
    )
    office.press(
        office.term_page("Ada"), name="Ada", email="ada@example.org", stands_for=f"seat {jon}"
    )
    assert office.term("Ada").deputy_for_id == jon


def test_whoever_is_added_before_the_years_mail_gets_it_and_the_page_says_so(sqlite, config):
    office = Office(sqlite, config, [])
    build.act(office.database, NOW, _publish)
    foretold = "Those you add soon get a mail with the meeting dates of 2022."
    shown = office.paste("Rut Berg, rut@example.org, Kommunen, member")
    assert foretold in shown
    assert foretold in office.get(f"{PAGES}/new")

    page = office.submit(shown, step="do")

    assert "1 person is added. The dates of 2022 go by mail soon." in said(page)
    page = office.press(f"{PAGES}/new", name="Ada", email="ada@example.org", role="member")
    assert "Ada is added. The dates of 2022 go by mail soon." in said(page)
    build.work(office.database, config, build.stockholm("2021-12-01 09:06"))
    mailed = {row.recipient for row in build.letters(office.database)}
    assert mailed == {"rut@example.org", "ada@example.org"}
    assert "Those you add soon" not in office.get(f"{PAGES}/new")


def test_the_dates_of_a_year_that_was_mailed_to_nobody_can_be_sent_to_those_who_come(
    sqlite, config
):
    office = Office(sqlite, config, [])
    build.act(office.database, NOW, _publish)
    build.work(office.database, config, build.stockholm("2021-12-01 09:06"))

    page = office.press(f"{PAGES}/new", name="Rut Berg", email="rut@example.org", role="member")

    assert "Rut Berg is added. No mail has been sent." in said(page)
    assert "Send the dates of 2022 to 1 person" in page


def _publish(session, council, *, by, now):
    build.publish_year(session, council, 2022, build.SEED, now=now)


def test_the_years_dates_go_to_newcomers_only_when_asked_for(office, config):
    with writing(office.database, NOW) as session:
        council = store.council(session, "granasbra")
        build.publish_year(session, council, 2022, build.SEED, now=NOW)
    assert "Send the dates" not in office.get(PAGES)
    build.work(office.database, config, build.stockholm("2021-12-01 09:06"))
    office.press(f"{PAGES}/new", name="Rut Berg", email="rut@example.org", role="member")
    build.work(office.database, config, build.stockholm("2021-12-01 09:30"))
    assert len(build.letters(office.database)) == len(ALL)
    assert "Send the dates of 2022 to 1 person" in office.get(PAGES)

    page = office.press(PAGES, f"{PAGES}/dates/2022")

    assert "The mail with the dates goes at once." in page
    build.work(office.database, config, build.stockholm("2021-12-01 09:31"))
    assert [row.recipient for row in build.letters(office.database)][5:] == ["rut@example.org"]
    assert "Send the dates" not in office.get(PAGES)
