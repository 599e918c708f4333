"""The members file: what is taken, what is left out, and which words say why."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler import files
from scheduler.councils import members_file
from scheduler.councils.members_file import Entry
from scheduler.councils.rows import MemberRole


def faults(text):
    return [
        (entry.line, entry.name, field, fault.text % fault.params)
        for entry in members_file.read_members(text).faulty
        for field, fault in entry.faults.items()
    ]


def test_a_full_line_fills_every_field():
    text = (
        "name,email,role,organisation,seat,deputy_for,phone,language,since,until\n"
        "Rut Sjöhed,rut@example.org,deputy,Polisen,Plats 4,Ivar Nyfors,070-000 00 00,sv,"
        "2022-01-31,31/12 2025\n"
    )

    read = members_file.read_members(text)

    assert read.faulty == ()
    assert read.entries == (
        Entry(
            line=2,
            name="Rut Sjöhed",
            email="rut@example.org",
            role=MemberRole.DEPUTY,
            organisation="Polisen",
            seat="Plats 4",
            deputy_for="Ivar Nyfors",
            phone="070-000 00 00",
            language="sv",
            since=date(2022, 1, 31),
            until=date(2025, 12, 31),
        ),
    )


@pytest.mark.parametrize(
    "header",
    [
        "Namn;E-post",
        "namn;e-postadress",
        "Ledamot;Mejl",
        "NAME;Email",
        "Full name;E-mail address",
        "Namn:;E-Post *",
        '"Namn";"mail"',
    ],
)
def test_headers_are_known_by_many_spellings(header):
    read = members_file.read_members(f"{header}\nMaj Björnlid;maj@example.se\n")

    assert [(e.name, e.email) for e in read.entries] == [("Maj Björnlid", "maj@example.se")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_may_be_any(mark, end):
    rows = ["e-post,telefon,namn", "", "a@example.org,1,Anna Ek", ",,", "b@example.org,2,Bo Al"]

    read = members_file.read_members(end.join(rows).replace(",", mark))

    assert [(e.line, e.name, e.phone) for e in read.entries] == [
        (3, "Anna Ek", "1"),
        (5, "Bo Al", "2"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_is_found(encoding):
    assert files.decode("Åsa Öberg".encode(encoding)) == "Åsa Öberg"


def test_any_octets_decode():
    assert files.decode(bytes(range(256)))


def test_given_and_family_names_are_joined():
    read = members_file.read_members("Efternamn;Förnamn;E-post\nEk;Anna;anna@example.org\n")

    assert read.entries[0].name == "Anna Ek"


def test_extra_columns_are_reported_and_ignored():
    read = members_file.read_members(
        "Namn;E-post;Skostorlek;;Roll;Uppdrag\nAnna Ek;a@example.org;39;;;x\n"
    )

    assert read.ignored == ("Skostorlek", "Uppdrag")
    assert read.entries[0].role is MemberRole.MEMBER


def test_a_second_telephone_column_fills_in_for_an_empty_first():
    read = members_file.read_members("Namn;E-post;Telefon;Mobil\nAnna Ek;a@example.org;;070\n")

    assert read.entries[0].phone == "070"
    assert read.ignored == ()


def test_a_quoted_cell_may_hold_the_separator_quotes_and_line_ends():
    read = members_file.read_members(
        'namn,e-post,organisation\n"Anna Ek",a@example.org,"Granåsens ""Bo"", \nöst"\n'
        "Bo Al,b@example.org,Polisen\n"
    )

    assert [(e.line, e.organisation) for e in read.entries] == [
        (2, 'Granåsens "Bo", öst'),
        (4, "Polisen"),
    ]


def test_a_stray_quotation_mark_costs_one_line():
    text = 'namn,e-post\n"Anna Ek,a@example.org\nBo Al,b@example.org\n"Cia Dal",c@example.org\n'

    assert [e.name for e in members_file.read_members(text).entries] == ["Bo Al", "Cia Dal"]
    assert faults(text) == [
        (
            2,
            '"Anna Ek',
            "",
            "A quotation mark is opened but never closed. Close it or take it away.",
        )
    ]


def test_a_line_that_names_the_separator_is_no_header():
    assert (
        members_file.read_members("sep=;\nNamn;E-post\nAnna Ek;a@example.org\n").entries[0].line
        == 3
    )


@pytest.mark.parametrize(
    "word, role",
    [
        ("", MemberRole.MEMBER),
        ("-", MemberRole.MEMBER),
        ("Ledamot", MemberRole.MEMBER),
        ("Ersättare", MemberRole.DEPUTY),
        ("suppleant", MemberRole.DEPUTY),
        ("Ordf.", MemberRole.CHAIR),
        ("Vice ordförande", MemberRole.VICE_CHAIR),
        ("1:e v. ordf", MemberRole.VICE_CHAIR),
        ("vice_chair", MemberRole.VICE_CHAIR),
        ("sekreterare", MemberRole.SECRETARY),
        ("Chair", MemberRole.CHAIR),
    ],
)
def test_roles_are_known_in_both_languages(word, role):
    read = members_file.read_members(f"namn;e-post;roll\nAnna Ek;a@example.org;{word}\n")

    assert read.entries[0].role is role


def test_who_stands_in_for_somebody_is_a_deputy_when_no_role_is_given():
    read = members_file.read_members("namn;e-post;ersättare för\nAnna Ek;a@example.org;Bo Al\n")

    assert read.entries[0].role is MemberRole.DEPUTY


@pytest.mark.parametrize(
    "word, language", [("", ""), ("Svenska", "sv"), ("EN", "en"), ("sv-SE", "sv")]
)
def test_languages_are_known(word, language):
    read = members_file.read_members(f"namn;e-post;språk\nAnna Ek;a@example.org;{word}\n")

    assert read.entries[0].language == language


@pytest.mark.parametrize(
    "text",
    ["2022-01-31", "20220131", "31/1 2022", "31/1-2022", "31.1.2022", "2022-01-31 00:00:00"],
)
def test_dates_are_read_as_swedes_write_them(text):
    read = members_file.read_members(f"namn;e-post;från\nAnna Ek;a@example.org;{text}\n")

    assert read.entries[0].since == date(2022, 1, 31)


def test_addresses_are_trimmed_and_only_the_domain_is_lowered():
    read = members_file.read_members(
        "namn;e-post\nAnna Ek; mailto:Anna.Ek@EXAMPLE.org ;\nBo;<b@räk.example.se>\n"
    )

    assert [e.email for e in read.entries] == ["Anna.Ek@example.org", "b@xn--rk-via.example.se"]


@pytest.mark.parametrize(
    "address, told",
    [
        ("", "Write the e-mail address."),
        ("maj.example.org", "The address lacks an @. Write it as name@example.org."),
        (
            "maj@example.org, bo@example.org",
            "There is more than one @. Write one address, as name@example.org.",
        ),
        ("maj bo@example.org", "The address has a space in it. Write it as name@example.org."),
        (
            "@example.org",
            "The address has nothing before the @. Write it as name@example.org.",
        ),
        ("maj@example", "The address is cut off after the @. Write it as name@example.org."),
        (
            "mäj@example.org",
            "The address has the character “ä” before the @. Write it as name@example.org.",
        ),
        (
            "maj@example..org",
            "“maj@example..org” is not an address that mail can be sent to. Write it as name@example.org.",
        ),
    ],
)
def test_a_bad_address_says_what_is_wrong(address, told):
    assert faults(f"namn;e-post\nMaj Björnlid;{address}\n") == [(2, "Maj Björnlid", "email", told)]


def test_a_double_address_names_the_earlier_line():
    text = "namn;e-post\nAnna Ek;a@example.org\nBo Al;A@Example.org\n"

    assert [e.name for e in members_file.read_members(text).entries] == ["Anna Ek"]
    assert faults(text) == [
        (3, "Bo Al", "email", "A@example.org is also on line 2. Keep one of the lines.")
    ]


@pytest.mark.parametrize(
    "line, field, told",
    [
        ("Anna Ek;a@example.org;kejsare;;;", "role", "The role “kejsare” is not known."),
        ("Anna Ek;a@example.org;;klingon;;", "language", "The language “klingon” is not known."),
        ("Anna Ek;a@example.org;;;i våras;", "since", "The date “i våras” cannot be read."),
        ("Anna Ek;a@example.org;;;;2022-02-30", "until", "The date “2022-02-30” cannot be read."),
        (
            "Anna Ek;a@example.org;;;2023-01-01;2022-12-31",
            "until",
            "The last day, 2022-12-31, is before the first day, 2023-01-01.",
        ),
        ("Anna Ek;a@example.org;;;;;x", "", "The line has 7 cells but there are 6 columns."),
        (";a@example.org;;;;", "name", "Add a name."),
    ],
)
def test_one_bad_line_leaves_the_others_unharmed(line, field, told):
    read = members_file.read_members(
        f"namn;e-post;roll;språk;från;till\n{line}\nBo Al;b@example.org;;;;\n"
    )

    ((at, fault),) = read.faulty[0].faults.items()
    assert (read.faulty[0].line, at) == (2, field)
    assert (fault.text % {"year": 2027, **fault.params}).startswith(told)
    assert [e.name for e in read.entries] == ["Bo Al"]


def test_all_faults_of_a_line_are_told_at_once():
    text = "namn;e-post;roll\nAnna Ek;a.example.org;kejsare\n"

    assert [field for _, _, field, _ in faults(text)] == ["email", "role"]


def test_empty_cells_after_the_last_column_do_not_matter():
    assert faults("namn;e-post\nAnna Ek;a@example.org;;\n") == []


def test_a_file_without_a_needed_column_is_one_fault():
    ((line, _, _, told),) = faults("Namn;Adress\nAnna Ek;Storgatan 1\nBo Al;Storgatan 2\n")

    assert (line, told.endswith("It has: Namn, Adress.")) == (1, True)


def test_an_empty_file_is_one_fault():
    assert faults("\ufeff \r\n;;\n") == [
        (1, "", "", "There is no one in the list. Write one person per line.")
    ]


def test_names_with_addresses_need_no_header():
    text = (
        'Anna Ek <anna@example.org>, "Al, Bo" <bo@example.org>;\n\n'
        "<cia@example.org>\nDan Dal\neva@example.org\n"
    )

    read = members_file.read_members(text)

    assert [(e.line, e.name, e.email) for e in read.entries] == [
        (1, "Anna Ek", "anna@example.org"),
        (1, "Bo Al", "bo@example.org"),
    ]
    assert faults(text) == [
        (3, "", "name", "Add a name."),
        (4, "Dan Dal", "email", "Write the e-mail address."),
        (5, "", "name", "Add a name."),
    ]


def test_lines_of_name_address_organisation_and_role_need_no_header():
    text = (
        "Rut Sjöhed; rut@example.org; Granåsens Bostäder; Ledamot\n"
        "Maj Björnlid; maj.example.org; Polisen; Ersättare\n"
    )

    assert members_file.read_members(text).entries[0].organisation == "Granåsens Bostäder"
    assert [(line, field) for line, _, field, _ in faults(text)] == [(2, "email")]


def test_a_name_cannot_carry_a_line_end():
    read = members_file.read_members('namn;e-post\n"Anna\nEk\x07";a@example.org\n')

    assert read.entries[0].name == "Anna Ek"


@given(st.text(alphabet=st.sampled_from('ab@.;,\t\n\r"<> -0å\0\u2028') | st.characters()))
def test_nothing_makes_it_fail(rest):
    for text in (rest, "namn;e-post;från\n" + rest):
        for entry in members_file.read_members(text).faulty:
            for fault in entry.faults.values():
                assert fault.text % {"year": 2027, **fault.params}


def test_a_family_name_first_is_turned_round_under_a_heading_too():
    read = members_file.read_members(
        'Namn;E-post\nHolm, Maria;maria@example.org\n"Ek, Bo";bo@example.org'
    )

    assert [entry.name for entry in read.entries] == ["Maria Holm", "Bo Ek"]


@pytest.mark.parametrize(
    "role, whom",
    [
        ("ersättare för Eva Sund", "Eva Sund"),
        ("Personlig ersättare för Sund, Eva", "Eva Sund"),
        ("deputy for Eva Sund", "Eva Sund"),
        ("ersättare för hela rådet", ""),
    ],
)
def test_a_role_may_tell_whom_a_deputy_is_for(role, whom):
    for text in (f"Namn;E-post;Roll\nBo Al;bo@example.org;{role}", f"Bo Al;bo@example.org;{role}"):
        (entry,) = members_file.read_members(text).entries

        assert (entry.role, entry.deputy_for, entry.organisation) == (MemberRole.DEPUTY, whom, "")
