"""Lists of people: who is found in them, who came, and for whom."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.councils.recognise import REASON_TEXTS, Attendance, recognise
from tests.steps import steps_of
from tests.unit.councils import lists

FACTS = sorted(path.parent for path in lists.FIXTURES.glob("*/expected.json"))
WORDS = [
    "Anna Ek",
    "Närvarande",
    "Frånvarande:",
    "Ersättare",
    "(S)",
    "(ers. ",
    "~~",
    ")",
    "tjg ers för",
    "ordförande",
    "Polisen",
    "\t",
    "|",
    ";",
    ", ",
    " och ",
    "\n",
    "\n\n",
    "X",
    "<a@example.org>",
    "BEGIN:VCARD\n",
    "§ 5",
    "   ",
    "\u0336",
]


def written(people):
    lines = [
        " | ".join(filter(None, (seen.name, seen.status.value, seen.substitutes_for)))
        for seen in people.seen
    ]
    for kind in ("errors", "warnings"):
        if numbers := getattr(people, kind):
            lines.append(f"{kind} | {', '.join(map(str, numbers))}")
    return lines


def only(text):
    (seen,) = recognise(text).seen
    return seen


@pytest.mark.parametrize(
    "text, expected", [pytest.param(text, told, id=title) for title, text, told in lists.own()]
)
def test_lists_are_read_as_a_careful_colleague_would(text, expected):
    assert sorted(written(recognise(text))) == sorted(expected)


@pytest.mark.parametrize("folder", FACTS, ids=lambda folder: folder.name)
def test_real_lists_give_everybody_and_no_one_else(folder):
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    people = recognise((folder / "input.txt").read_text(encoding="utf-8"))
    found = {seen.name: seen for seen in people.seen}

    for member in expected["members"]:
        seen = found.pop(member["name"])
        assert seen.status == member["status"], seen
        assert seen.substitutes_for == member["substitutes_for"], seen
        assert seen.party == member["party"], seen
        assert seen.implied == member.get("implied", False), seen
        assert seen.deputy == member.get("deputy", False), seen
        assert (member["role"] or "") in f"{seen.role}, {seen.note}", seen
        for note in filter(None, (member.get("note") or "").split(", ")):
            assert note in f"{seen.role}, {seen.note}, {seen.organisation}", seen
    assert not found
    assert set(expected["warnings"]) <= {*people.warnings, *people.errors}


def test_all_that_a_line_says_is_kept():
    seen = only(
        "Närvarande\nOve Ek (S), förste vice ordförande SDN Öster, t.o.m. punkt 5, "
        "ove@example.org, 070-000 00 00"
    )

    assert seen.line == 2
    assert seen.role == "förste vice ordförande"
    assert seen.organisation == "SDN Öster"
    assert seen.party == "S"
    assert seen.note == "t.o.m. punkt 5"
    assert seen.email == "ove@example.org"
    assert seen.phone == "070-000 00 00"


def test_a_remark_that_is_a_link_among_others_is_read_beside_whoever_came():
    people = recognise("Navn\tTilstede\tBemærkning\nBo Al\tNej\tVertreter Anna Ek\n")

    assert [seen.name for seen in people.seen] == ["Bo Al", "Anna Ek"]


def test_the_firm_is_told_of_whoever_stands_before_the_comma():
    seen = only("Til stede\nFra forvalter: Nils Berge, Bolighuset Sør")

    assert (seen.organisation, seen.note) == ("Bolighuset Sør", "forvalter")


def test_a_rank_before_a_name_is_what_somebody_is():
    people = recognise("Present: Sgt Paul Stone (Elmshire Police, from item 3), DCI Mary Marsh")

    assert [seen.role for seen in people.seen] == ["sgt", "DCI"]
    assert people.seen[0].note == "from item 3"


def test_a_role_on_the_council_comes_before_a_title_from_elsewhere():
    seen = only("Närvarande\nYlva Ek, tf områdeschef IFO, ordförande")

    assert (seen.role, seen.note) == ("ordförande", "tf områdeschef IFO")


def test_an_unstruck_name_came_for_the_one_in_parentheses_and_the_reading_is_told():
    people = recognise("Kallade: ~~Bo Al~~, Anna Ek (ers. Cia Dal)")

    assert people.seen[1].substitutes_for == "Cia Dal"
    assert people.seen[2].status is Attendance.ABSENT
    assert people.seen[2].implied
    assert people.reasons[1][0].code == "read_as_came_for"


def test_a_struck_name_was_replaced_by_the_one_in_parentheses():
    people = recognise("Kallade: Bo Al, ~~Anna Ek~~ (ers. Cia Dal)")

    assert people.seen[1].status is Attendance.ABSENT
    assert people.seen[2].substitutes_for == "Anna Ek"
    assert people.seen[2].status is Attendance.PRESENT
    assert people.reasons[1][0].code == "read_as_replaced"


def test_who_approves_the_minutes_is_no_new_person():
    people = recognise("Närvarande\nAnna Ek (S)\nBo Al (M)\nUtses att justera\nAnna Ek")

    assert [seen.note for seen in people.seen] == ["justerare", None]


def test_nobody_appears_twice():
    people = recognise("Kallade: Anna Ek, Bo Al\nNärvarande: ANNA EK (S)\nSekreterare: Bo Al")

    assert [(seen.name, seen.party, seen.role) for seen in people.seen] == [
        ("Anna Ek", "S", None),
        ("Bo Al", None, "sekreterare"),
    ]


def test_vcards_are_read():
    seen = only(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ek;Anna;;;\r\nORG:Polisen;Nord\r\nTITLE:kommun\r\n polis\r\n"
        "EMAIL;TYPE=WORK:anna@example.org\r\nitem1.TEL:tel:070\r\nEND:VCARD\r\n"
    )

    assert (seen.name, seen.organisation, seen.role) == ("Anna Ek", "Polisen", "kommunpolis")
    assert (seen.email, seen.phone, seen.status) == ("anna@example.org", "070", "called")


def test_running_text_holds_no_list():
    people = recognise(
        "Närvarande: Bo Al\n1. Mötet öppnas\nAnna Ek hälsade alla välkomna till årets möte.\n"
        "Rådet beslutar att ge Cia Dal i uppdrag att ta fram ett förslag till nästa möte."
    )

    assert [seen.name for seen in people.seen] == ["Bo Al"]
    assert people.reasons == {}


def test_a_line_in_a_list_that_names_no_one_is_an_error():
    assert recognise("Närvarande\nAnna Ek\nännu en till\nBo Al").errors == (3,)


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_nothing_makes_it_fail_or_name_someone_twice(text):
    people = recognise(text)

    keys = [seen.name.casefold() for seen in people.seen]
    assert len(keys) == len(set(keys))
    for reasons in people.reasons.values():
        for reason in reasons:
            assert REASON_TEXTS[reason.code] % reason.params


@pytest.mark.parametrize(
    "text", ["(", "Anna Ek (ers. Ek), ", "~~a", "|Namn|Närv", "a och ", "Anna Ek,\n", "<a@b "]
)
def test_twice_the_text_is_at_most_twice_the_work(text):
    once, twice = (steps_of(recognise, text * (size // len(text))) for size in (1_500, 3_000))

    assert twice <= 2.3 * once + 5000


def test_strike_marks_around_nothing_are_no_one():
    people = recognise("Närvarande\n~~, Anna Ek, ~~ ~~\n(~~)\tBo Al")

    assert [seen.name for seen in people.seen] == ["Anna Ek", "Bo Al"]


def test_the_deputy_named_in_a_bodys_own_list_is_from_it_and_the_next_bodys_members_are_no_deputies():
    text = (
        "Ledamöter 2027–2030\n\nOrdförande: Maj-Britt Sand (C)\n\n"
        "Socialnämnden\nMaj-Britt Sand (C)\nErsättare: Gösta Ren (KD)\n\n"
        "SPF Seniorerna Ekby\nKarl af Ek\nErsättare: Inga Sjö och Bengt Rud\n\n"
        "SKPF\nOrdinarie: Vakant\nErsättare: Leila Nur\n\n"
        "RPG Ekby\nElsy Gran\n\nKontakt\nJenny Malm\nRådets sekreterare"
    )

    found = {s.name: (s.organisation, s.deputy) for s in recognise(text).seen}

    assert found == {
        "Maj-Britt Sand": ("Socialnämnden", False),
        "Gösta Ren": ("Socialnämnden", True),
        "Karl af Ek": ("SPF Seniorerna Ekby", False),
        "Inga Sjö": ("SPF Seniorerna Ekby", True),
        "Bengt Rud": ("SPF Seniorerna Ekby", True),
        "Leila Nur": ("SKPF", True),
        "Elsy Gran": ("RPG Ekby", False),
        "Jenny Malm": (None, False),
    }


def test_an_offices_card_in_an_address_book_is_no_person():
    card = "BEGIN:VCARD\nVERSION:4.0\nFN:Växeln Ekby kommun\nORG:Ekby kommun\nTEL:0555-000 00\nEND:VCARD"

    assert recognise(card).seen == ()


def test_a_personal_deputy_behind_a_member_is_the_only_deputy():
    text = (
        "Till mötet den 5 december kallas:\n"
        "Anna Ek (L), kommunstyrelsen; personlig ersättare: Bo Al (L)\nCia Dal; personlig ersättare: saknas"
    )

    found = {s.name: (s.organisation, s.party, s.deputy, s.implied) for s in recognise(text).seen}

    assert found == {
        "Anna Ek": ("kommunstyrelsen", "L", False, False),
        "Cia Dal": (None, None, False, False),
        "Bo Al": (None, "L", True, False),
    }


@pytest.mark.parametrize(
    "line, organisation",
    [
        ("Anna Ek/elevrådet", "elevrådet"),
        ("två elever, Anna Ek (S) från kultur- och fritidsnämnden", "kultur- och fritidsnämnden"),
        ("Brf Eken Anna Ek", "Brf Eken"),
    ],
)
def test_whom_somebody_speaks_for(line, organisation):
    seen = only(f"Gäster:\n{line}")

    assert (seen.name, seen.organisation) == ("Anna Ek", organisation)


def test_the_hours_in_the_export_of_a_digital_meeting_say_nothing_of_anybody():
    seen = only(
        "Name\tFirst Join\tLast Leave\tEmail\tRole\n"
        "Anna Ek (Guest)\t2027-04-18, 13:55:12\t2027-04-18, 15:31:40\ta@example.org\tAttendee"
    )

    assert (seen.email, seen.phone, seen.organisation, seen.role, seen.note) == (
        "a@example.org",
        None,
        None,
        None,
        None,
    )


def test_a_column_may_tell_members_from_deputies():
    people = recognise(
        "Namn;Ledamot/ersättare;Roll;Närvaro 3 maj\n"
        "Anna Ekdal;ledamot;Vice ordförande;x\n"
        'Bo Tallvik;ersättare;;"x; till kl. 15"'
    )

    assert [(p.name, p.role, p.deputy, p.note) for p in people.seen] == [
        ("Anna Ekdal", "vice ordförande", False, "ledamot"),
        ("Bo Tallvik", None, True, "till kl. 15"),
    ]


def test_the_hours_of_the_meeting_are_no_remark_on_the_person_above():
    people = recognise("Present\nAnn Ashmoor\nBen Fernlea\nLeft: 8 pm\n\nEnded: 9 pm\n")

    assert [(p.name, p.note) for p in people.seen] == [
        ("Ann Ashmoor", None),
        ("Ben Fernlea", "8 pm"),
    ]
    assert not people.errors


def test_what_somebody_acts_as_is_a_role():
    seen = only("Anwesend\nVerwaltungspraktikant Jan Moorau als Schriftführer")

    assert (seen.organisation, seen.role, seen.note) == (
        None,
        "Verwaltungspraktikant",
        "Schriftführer",
    )


def test_a_remark_broken_between_lines_is_one():
    people = recognise(
        "Närvarande: Anna Ekdal (S), Bo Tallvik (M) ej § 8 på grund\nav jäv, Cia Dalvall (C)"
    )

    assert [(p.name, p.note) for p in people.seen] == [
        ("Anna Ekdal", None),
        ("Bo Tallvik", "ej § 8 på grund av jäv"),
        ("Cia Dalvall", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ledamöter\nAnna Ek (S), ersättare Bo Al (S)\nCia Dal (C), ersättare Dan Eld (C)",
        "Polisen: Anna Ek, ersättare: Bo Al\nKyrkan: Cia Dal, suppleant Dan Eld",
        "Ledamöter\nAnna Ek\nCia Dal\nErsättare\nBo Al är personlig ersättare för Anna Ek.\n"
        "Dan Eld är personlig ersättare för Cia Dal, vald av kommunstyrelsen.",
        "Members\nAnna Ek, Friends of the Park, deputy Bo Al\nCia Dal, deputy: Dan Eld",
        "Jäsenet\nAnna Ek, varajäsen Bo Al\nCia Dal, henkilökohtainen varajäsen Dan Eld",
    ],
)
def test_in_a_list_of_members_the_deputy_behind_each_is_a_standing_one(text):
    people = recognise(text)

    assert {s.name: s.deputy_for for s in people.seen if s.deputy} == {
        "Bo Al": "Anna Ek",
        "Dan Eld": "Cia Dal",
    }
    assert {s.status for s in people.seen} == {Attendance.CALLED}
    assert not any(s.substitutes_for for s in people.seen)
    assert not people.reasons


@pytest.mark.parametrize(
    "line", ["Bo Al saknar personlig ersättare", "Bo Al, ersättare utses senare"]
)
def test_whom_none_stands_in_for_is_no_deputy(line):
    seen = only(f"Personliga ersättare\n{line}")

    assert (seen.name, seen.deputy, seen.role) == ("Bo Al", False, None)


@pytest.mark.parametrize(
    "table",
    [
        "Ledamot\tPersonlig ersättare\nAnna Ek\tBo Al\nCia Dal\tDan Eld",
        "Organisation;Jäsen;Varajäsen\nLions;Anna Ek;Bo Al\nRotary;Cia Dal;Dan Eld",
    ],
)
def test_a_column_of_deputies_beside_each_member_tells_for_whom_they_stand_in(table):
    found = {s.name: (s.organisation, s.deputy_for) for s in recognise(table).seen}

    assert [found[name][1] for name in ("Bo Al", "Dan Eld")] == ["Anna Ek", "Cia Dal"]
    assert found["Bo Al"][0] == found["Anna Ek"][0]


def test_the_deputy_of_two_who_share_a_place_is_of_neither_alone():
    people = recognise("Förening\tLedamot\tErsättare\nLions\tAnna Ek och Bo Al\tCia Dal")

    assert [(s.name, s.deputy, s.deputy_for) for s in people.seen] == [
        ("Anna Ek", False, None),
        ("Bo Al", False, None),
        ("Cia Dal", True, None),
    ]


def test_who_is_asked_in_a_calendars_invitation_has_an_address():
    text = 'BEGIN:VCALENDAR\nATTENDEE;CN="Al, Bo (S)";PARTSTAT=DECLINED:mailto:bo@example.org\nEND:VCALENDAR'

    seen = only(text)

    assert (seen.name, seen.party, seen.email, seen.line) == ("Bo Al", "S", "bo@example.org", 2)


def test_what_is_quoted_behind_a_name_is_a_remark():
    seen = only('Närvarande\nAnna Ek – "kommer lite senare"')

    assert (seen.role, seen.note) == (None, "kommer lite senare")


def test_what_stands_below_a_name_on_its_card_is_hers_and_no_heading():
    text = "Anna Ek\nOrdförande\n070-000 00 00\n\nBo Al\nErsättare\n\nCia Dal"

    found = [(s.name, s.role, s.deputy, s.phone) for s in recognise(text).seen]

    assert found == [
        ("Anna Ek", "ordförande", False, "070-000 00 00"),
        ("Bo Al", None, True, None),
        ("Cia Dal", None, False, None),
    ]


def test_an_honorary_degree_is_no_party():
    seen = only("Närvarande: Dr. h. c. Anna Ek")

    assert (seen.name, seen.party, seen.role) == ("Anna Ek", None, None)


@pytest.mark.parametrize(
    "line, role, organisation",
    [
        ("Anna Ek-1. klasse", None, "1. klasse"),
        ("Anna Ek –åk 3", None, "åk 3"),
        ("Anna Ek-rektor", "rektor", None),
        ("Anna Ek (1. Vorsitzende)", "1. Vorsitzende", None),
        ("Frau Anna Ek, Gemeinde Moosbrunn", None, "Gemeinde Moosbrunn"),
        ("Anna Ek, Village Hall Trust", None, "Village Hall Trust"),
    ],
)
def test_what_stands_behind_a_dash_or_comma_is_a_role_or_where_somebody_is_from(
    line, role, organisation
):
    seen = only(f"Närvarande: {line}")

    assert (seen.name, seen.role, seen.organisation) == ("Anna Ek", role, organisation)


@pytest.mark.parametrize(
    "line, role, organisation",
    [
        ("Anna Ek, Finance Officer", "Finance Officer", None),
        ("Anna Ek, Clerk to the Council", "Clerk to the Council", None),
        ("Anna Ek, Director of Finance", "Director of Finance", None),
        ("Anna Ek, Chair of Elm Trust", "chair", "Elm Trust"),
        ("Anna Ek, Elmstead Parish Council Clerk", "clerk", "Elmstead Parish Council"),
        ("County Councillor Anna Ek", "County Councillor", None),
        ("Town Clerk: Anna Ek", "Town Clerk", None),
        ("Deputy Chair: Anna Ek", "Deputy Chair", None),
        ("Fackligt ombud: Anna Ek", "fackligt ombud", None),
        ("Barn- och utbildningschef Anna Ek", "barn- och utbildningschef", None),
        ("Valtuuston puheenjohtaja: Anna Ek", "valtuuston puheenjohtaja", None),
        ("Geschäftsführer Anna Ek", "Geschäftsführer", None),
        ("Anna Ek, VD", "VD", None),
        ("VD: Anna Ek", "VD", None),
        ("ORDFÖRANDE: Anna Ek", "ordförande", None),
        ("Schriftführerin: Anna Ek", "Schriftführerin", None),
        ("Anna Ek (Vice-Chairman)", "Vice-Chairman", None),
        ("Anna Ek, School Business Manager", "School Business Manager", None),
        ("Anna Ek, Parent governor", "parent governor", None),
        ("Anna Ek, LA governor", "LA governor", None),
        ("Anna Ek (Protokoll)", "Protokoll", None),
        ("Anna Ek (DRK)", None, "DRK"),
        ("Anna Ek, FOA", None, "FOA"),
        ("Anna Ek, Målarmästare Ek AB", None, "Målarmästare Ek AB"),
        ("Anna Ek, Engdal Forsyning A/S", None, "Engdal Forsyning A/S"),
        ("Anna Ek, Ekby församling kyrkoherde", "kyrkoherde", "Ekby församling"),
    ],
)
def test_what_somebody_is_and_where(line, role, organisation):
    seen = only(f"Närvarande\n{line}")

    assert (seen.name, seen.role, seen.organisation) == ("Anna Ek", role, organisation)


@pytest.mark.parametrize("heading", ["Ersättare för ledamöter", "Substitute members"])
def test_a_heading_of_those_who_stand_in_for_members_is_of_deputies(heading):
    people = recognise(f"Närvarande\nBo Al\n\n{heading}\nAnna Ek")

    assert [(s.name, s.deputy) for s in people.seen] == [("Bo Al", False), ("Anna Ek", True)]


@pytest.mark.parametrize(
    "sentence, note",
    [
        ("Rektor Bo Al deltog under punkterna 1–4.", "under punkterna 1–4"),
        ("Under punkt 3 deltog även rektor Bo Al.", "under punkt 3"),
        ("Rektor Bo Al var närvarande vid § 3.", "vid § 3"),
    ],
)
def test_a_sentence_behind_the_list_tells_of_one_more_and_nothing_of_the_last(sentence, note):
    people = recognise(f"Närvarande: Cia Dal och Anna Ek (sekr.). {sentence}")

    found = [(s.name, s.role, s.organisation, s.note) for s in people.seen]

    assert found == [
        ("Cia Dal", None, None, None),
        ("Anna Ek", "sekreterare", None, None),
        ("Bo Al", "rektor", None, note),
    ]


@pytest.mark.parametrize(
    "line, role, organisation, note",
    [
        ("Apologies: A Ek (work commitments)", None, None, "work commitments"),
        ("Frånvarande: Anna Ek, annat möte", None, None, "annat möte"),
        ("Afbud: Anna Ek (på kursus)", None, None, "kursus"),
        ("Entschuldigt: Anna Ek (Urlaub)", None, None, "Urlaub"),
        ("Förhinder: Anna Ek (Semester)", None, None, "semester"),
        ("Poissa: Anna Ek (sihteeri, loma)", "sihteeri", None, "loma"),
        ("Fravær: Anna Ek (elevrådet)", None, "elevrådet", None),
        ("Frånvarande: Anna Ek (trygghetsvärd)", "trygghetsvärd", None, None),
    ],
)
def test_why_somebody_did_not_come_is_no_role(line, role, organisation, note):
    seen = only(line)

    assert (seen.role, seen.organisation, seen.note) == (role, organisation, note)


def test_whose_councillor_somebody_is_is_part_of_the_office_and_who_only_is_counted_no_remark():
    people = recognise(
        "Present: County Cllr A Ek, District Cllrs B Al and C Dal and 4 members of the public"
    )

    assert [(s.name, s.organisation, s.note) for s in people.seen] == [
        ("A Ek", None, None),
        ("B Al", None, None),
        ("C Dal", None, None),
    ]
    assert people.seen[0].role.endswith("Cllr")


@pytest.mark.parametrize(
    "cell, role, organisation, note",
    [
        ("Hausmeister", "Hausmeister", "Elm", None),
        ("Hausmeister; Protokoll", "Hausmeister", "Elm", "Protokoll"),
        ("Trivsel", "trivsel", "Elm", None),
    ],
)
def test_a_word_in_a_column_of_offices_is_no_body(cell, role, organisation, note):
    seen = only(f"Namn\tFunktion\tOrganisation\nAnna Ek\t{cell}\tElm")

    assert (seen.role, seen.organisation, seen.note) == (role, organisation, note)


def test_the_day_a_term_ends_is_no_telephone():
    seen = only("Name\tRole\tTerm ends\tPresent\nAnna Ek\tChair\t02/11/2027\tX")

    assert (seen.phone, seen.note) == (None, "02/11/2027")


def test_the_number_of_a_row_says_nothing_and_a_mark_beside_a_plain_no_is_kept():
    people = recognise("Nr\tNamn\tNärvaro\n1\tAnna Ek\tja\n2\tBo Al\tnej\n3\tCia Dal\tsjuk")

    assert [(s.status.value, s.note) for s in people.seen] == [
        ("present", None),
        ("absent", None),
        ("absent", "sjuk"),
    ]


@pytest.mark.parametrize(
    "cell, party, organisation",
    [
        ("AP", "AP", None),
        ("H", "H", None),
        ("Arbeiderpartiet", "Arbeiderpartiet", None),
        ("Eldrerådet", None, "Eldrerådet"),
    ],
)
def test_a_party_may_stand_in_the_column_of_whom_somebody_represents(cell, party, organisation):
    seen = only(f"Møtt:\nNavn\tFunksjon\tRepresenterer\nAnna Ek\tLeder\t{cell}")

    assert (seen.party, seen.organisation) == (party, organisation)


def test_the_letter_of_a_unit_is_no_party():
    seen = only("Namn\tAvdelning\tNärvarande\nAnna Ek\tB\tX")

    assert (seen.party, seen.organisation) == (None, "B")


@pytest.mark.parametrize(
    "above, deputy, note",
    [
        ("Varamedlemmer som møtte:", True, None),
        ("Ersättare", True, None),
        ("Adjungerade", False, "adjungerad"),
        ("Närvarande", False, None),
    ],
)
def test_what_stands_above_a_tables_head_is_said_of_all_in_it(above, deputy, note):
    seen = only(f"{above}\nNavn\tRepresenterer\nAnna Ek\tElm")

    assert (seen.deputy, seen.note) == (deputy, note)


@pytest.mark.parametrize(
    "line, party",
    [
        ("Anna Ek-Dal (AED)", None),
        ("Mats Pil (MP)", "MP"),
        ("Anna Ek (ABC)", "ABC"),
        ("Anna Ek (medl)", None),
    ],
)
def test_the_letters_somebody_is_called_by_are_no_party(line, party):
    assert only(f"Närvarande: {line}").party == party


def test_a_body_and_a_party_in_one_cell_are_two():
    seen = only("Namn\tOrganisation\tNärvarande\nAnna Ek\tKommunstyrelsen (S)\tX")

    assert (seen.organisation, seen.party) == ("Kommunstyrelsen", "S")


def test_marks_under_the_days_of_several_meetings_are_no_party():
    people = recognise("Namn\tOrganisation\t12/2\t15/4\nAnna Ek\tDHR\tx\tf\nBo Al\tFUB\tf\tx")

    assert [s.party for s in people.seen] == [None, None]


@pytest.mark.parametrize(
    "line, phone, note",
    [
        ("Anna Ek, tlf. 20 00 00 01", "20 00 00 01", None),
        ("Anna Ek, 070-000 00 01", "070-000 00 01", None),
        ("Anna Ek, 2026-12-31", None, "2026-12-31"),
    ],
)
def test_a_number_is_a_telephone_by_its_form_or_the_word_before_it(line, phone, note):
    seen = only(f"Ledamöter\n{line}")

    assert (seen.phone, seen.note) == (phone, note)


def test_the_first_of_several_in_an_office_keeps_the_number():
    assert only("Läsnä: Anna Ek, I varapuheenjohtaja").role == "I varapuheenjohtaja"
