"""The members file: what is taken, what is left out, and which words say why."""

from datetime import date

import pytest

from scheduler.councils import members_file, pasted_people
from scheduler.councils.members_file import Entry
from scheduler.councils.rows import MemberRole


def read_members(text: str) -> tuple[list[Entry], list[Entry]]:
    """Those who can be taken, and those who cannot."""
    entries = members_file.read_rows(pasted_people.read_people(text, ()).numbered)
    return [e for e in entries if not e.faults], [e for e in entries if e.faults]


def one(header: str, row: str) -> Entry:
    (entry,), _ = read_members(f"{header}\n{row}\n")
    return entry


def faults(text: str) -> list[tuple[int, str, str]]:
    return [
        (entry.line, column, fault.text % fault.params)
        for entry in read_members(text)[1]
        for column, fault in entry.faults.items()
    ]


def test_a_full_line_fills_every_field():
    entry = one(
        "name,email,role,organisation,seat,deputy_for,phone,language,since,until",
        "Rut Sjöhed,rut@example.org,deputy,Polisen,Plats 4,Ivar Nyfors,070-000 00 00,sv,2022-01-31,31/12 2025",
    )

    assert entry == Entry(
        "Rut Sjöhed", "rut@example.org", "070-000 00 00", "sv", MemberRole.DEPUTY, "Polisen", "Plats 4",
        date(2022, 1, 31), date(2025, 12, 31), line=2, deputy_for="Ivar Nyfors",
    )  # fmt: skip


@pytest.mark.parametrize(
    "header, row, column, value",
    [
        *((header, "Maj Ek;maj@example.se", "email", "maj@example.se")
          for header in ("Ledamot;Mejl", "NAME;Email", "Full name;E-mail address", "Namn:;E-Post *", '"Namn";"mail"')),
        ("Efternamn;Förnamn;E-post", "Ek;Anna;a@example.org", "name", "Anna Ek"),
        ("Namn;E-post", '"Ek, Anna";a@example.org', "name", "Anna Ek"),
        ("Namn;E-post", '"Anna\nEk\x07";a@example.org', "name", "Anna Ek"),
        ("Namn;E-post;Telefon;Mobil", "Anna Ek;a@example.org;;070", "phone", "070"),
        ("Namn;E-post;Org", 'Anna Ek;a@example.org;"Bo ""AB"", \nöst"', "organisation", 'Bo "AB", öst'),
        ("sep=;\nNamn;E-post", "Anna Ek;a@example.org;;", "line", 3),
        ("Namn;E-post", "Anna Ek; mailto:Anna.Ek@EXAMPLE.org ;", "email", "Anna.Ek@example.org"),
        ("Namn;E-post", "Bo;<b@räk.example.se>", "email", "b@xn--rk-via.example.se"),
        ("Namn;E-post;Ersättare för", "Anna Ek;a@example.org;Bo Al", "role", MemberRole.DEPUTY),
        ("Namn;E-post;Roll", "Bo Al;b@example.org;ersättare för hela rådet", "deputy_for", ""),
        ("Namn;E-post;Roll", "Bo Al;b@example.org;ersättare för Eva Sund", "deputy_for", "Eva Sund"),
        ("Namn;E-post;Roll", "Bo Al;b@example.org;deputy for Eva Sund", "role", MemberRole.DEPUTY),
        ("Namn;E-post;Roll", "Anna Ek;a@example.org;Kommunpolis", "title", "Kommunpolis"),
        ("Namn;E-post;Roll", "Anna Ek;a@example.org;Kommunpolis", "role", MemberRole.MEMBER),
        *(("Namn;E-post;Språk", f"Anna Ek;a@example.org;{word}", "language", code)
          for word, code in (("", ""), ("Svenska", "sv"), ("EN", "en"), ("sv-SE", "sv"))),
        *(("Namn;E-post;Från", f"Anna Ek;a@example.org;{day}", "since_on", date(2022, 1, 31))
          for day in ("20220131", "31/1 2022", "31/1-2022", "31.1.2022", "2022-01-31 00:00:00")),
        *(("Namn;E-post;Roll", f"Anna Ek;a@example.org;{word}", "role", role)
          for word, role in (
              ("-", MemberRole.MEMBER), ("Ledamot", MemberRole.MEMBER), ("suppleant", MemberRole.DEPUTY),
              ("Ordf.", MemberRole.CHAIR), ("1:e v. ordf", MemberRole.VICE_CHAIR),
              ("vice_chair", MemberRole.VICE_CHAIR), ("sekreterare", MemberRole.SECRETARY),
          )),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_people_write_it(header, row, column, value):
    assert getattr(one(header, row), column) == value


def test_columns_that_are_not_known_or_come_twice_are_told():
    text = "Namn;E-post;Skostorlek;;Roll;Uppdrag\nAnna Ek;a@example.org;39;;;x\n"

    assert pasted_people.read_people(text, ()).ignored == ["Skostorlek", "Uppdrag"]
    assert read_members(text)[0][0].role == MemberRole.MEMBER


@pytest.mark.parametrize(
    "line, columns, told",
    [
        ("Anna Ek;a@example.org;ordfrande;;;", "role", "The role “ordfrande” is not known."),
        ("Anna Ek;a@example.org;;klingon;;", "language", "The language “klingon” is not known."),
        ("Anna Ek;a@example.org;;;i våras;", "since", "“i våras” cannot be read as a day."),
        ("Anna Ek;a@example.org;;;;2022-02-30", "until", "“2022-02-30” cannot be read as a day."),
        ("Anna Ek;a@example.org;;;2023-01-01;2022-12-31", "until", "The first day is 2023-01-01."),
        ("Anna Ek;a@example.org;;;;;x", "", "The line has more cells than there are columns."),
        (";a@example.org;;;;", "name", "Write a name."),
        *((f'Maj Ek;"{address}";;;;', "email", told) for address, told in (
            ("", "Write the e-mail address."),
            ("maj.example.org", "The address lacks an @."),
            ("maj@example.org, bo@example.org", "“maj@example.org, bo@example.org” is not an address that mail can"),
            ("maj bo@example.org", "“maj bo@example.org” is not an address that mail can"),
            ("@example.org", "“@example.org” is not an address that mail can"),
            ("maj@example", "“maj@example” is not an address that mail can"),
            ("mäj@example.org", "“mäj@example.org” is not an address that mail can be sent to."),
            ("maj@example..org", "“maj@example..org” is not an address that mail can be sent to."),
        )),
        ("Anna Ek;a.example.org;ordfrande;;;", "email role", "The address lacks an @."),
    ],
)  # fmt: skip
def test_one_bad_line_leaves_the_others_unharmed(line, columns, told):
    text = f"namn;e-post;roll;språk;från;till\n{line}\nBo Al;b@example.org;;;;\n"

    found = faults(text)

    assert " ".join(column for _, column, _ in found) == columns
    assert found[0][2].startswith(told)
    assert [entry.name for entry in read_members(text)[0]] == ["Bo Al"]


def test_a_double_address_names_the_earlier_line():
    told = faults("namn;e-post\nAnna Ek;a@example.org\nBo Al;A@Example.org\n")

    assert told == [(3, "email", "A@example.org is also on line 2. Keep one of the lines.")]


@pytest.mark.parametrize("last", ["Cia Dal", '"Cia Dal', '"Dal; Cia"', 'Cia "Cis" Dal'])
def test_a_quotation_mark_that_is_never_closed_costs_no_row(last):
    rows = ["namn;e-post", '"Anna Ek;a@example.org', "Bo Al;b@example.org", f"{last};c@example.org"]
    taken, _ = read_members("\n".join(rows))

    name = last.strip('"') if ";" in last else last
    assert [entry.name for entry in taken] == ['"Anna Ek', "Bo Al", name]


@pytest.mark.parametrize("text", ["Adress;Port\n1;2\n", "\ufeff \r\n;;\n"])
def test_a_text_that_is_no_list_gives_nobody(text):
    assert not pasted_people.read_people(text, ()).rows


def test_names_with_addresses_and_rows_in_the_usual_order_need_no_header():
    mailed = (
        'Anna Ek <anna@example.org>, "Al, Bo" <bo@example.org>;\n\n'
        "<cia@example.org>\nDan Dal\neva@example.org\n"
    )
    rows = "Rut Sjöhed; rut@example.org; Polisen; Ledamot\nMaj Ek; maj.example.org; Polisen; Ersättare\n"

    entries, _ = read_members(mailed)

    assert [(e.line, e.name) for e in entries] == [(1, "Anna Ek"), (1, "Bo Al")]
    told = [(line, column) for line, column, _ in faults(mailed)]
    assert told == [(3, "name"), (4, "email"), (5, "name")]
    assert read_members(rows)[0][0].organisation == "Polisen"
    assert [(line, column) for line, column, _ in faults(rows)] == [(2, "email")]
