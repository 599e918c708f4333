"""The list of members, narrowed by a part of a name or address and by organisation, without script."""

from __future__ import annotations

import re

import pytest

from scheduler.config import Config
from scheduler.db.session import Database
from tests.web.test_members import HOME, Office

NAMES = ("Siv Tallgren", "Nils Ekhed", "Jon Myrvik", "Alva Storhed", "Otto Lavby")


@pytest.fixture
def office(sqlite: Database, config: Config) -> Office:
    return Office(sqlite, config)


def listed(office: Office, query: str) -> str:
    return office.client.get(f"{HOME}?lang=en&{query}").text


def found(office: Office, query: str) -> list[str]:
    html = listed(office, query)
    return [name for name in NAMES if re.search(f"{name}</th>", html)]


def test_by_a_part_of_the_name_or_address(office: Office) -> None:
    assert found(office, "q=TALL") == ["Siv Tallgren"]
    assert found(office, "q=jon.myrvik@") == ["Jon Myrvik"]
    assert found(office, "q=++v++") == ["Siv Tallgren", "Jon Myrvik", "Alva Storhed", "Otto Lavby"]


def test_by_organisation_with_its_deputies(office: Office) -> None:
    assert found(office, "organisation=Polisen") == ["Jon Myrvik", "Alva Storhed"]
    of_siv = "organisation=gran\u00e5sens+bost\u00e4der"
    assert found(office, of_siv) == ["Siv Tallgren", "Nils Ekhed"]
    assert found(office, "organisation=Polisen&q=siv") == []


def test_what_is_looked_for_is_said_and_kept(office: Office) -> None:
    html = listed(office, "q=jon&organisation=Polisen")

    assert 'name="q" type="search" value="jon"' in html
    assert '<option value="Polisen" selected>' in html
    assert "Shows 1 of 5 people." in html
    assert '<a href="/admin/granasbra/members">Show everyone</a>' in html
    assert "Members: 2. Deputies: 3." in html


def test_where_nobody_fits_the_page_says_so(office: Office) -> None:
    html = listed(office, "q=nobody")

    assert "Nobody on the council now fits what you have chosen." in html
    assert "Shows 0 of 5 people." in html
    assert "No members yet" not in html
    assert 'value="nobody"' in html


def test_what_is_looked_for_is_never_taken_for_markup(office: Office) -> None:
    assert "<b>x" not in listed(office, "q=%3Cb%3Ex&organisation=%3Cb%3Ex")
