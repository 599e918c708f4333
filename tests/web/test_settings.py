"""Inställningar: all fields, a worked example, what other offsets do before they are saved, two who save at once."""

import re

import pytest
from werkzeug.test import TestResponse

from scheduler.councils import store
from scheduler.councils.rows import Council
from scheduler.db.session import reading, writing
from scheduler.notices import pause
from tests import build
from tests.web.secretary import HOME, NOW, Secretary, fields_of, hidden_fields, text

SETTINGS = f"{HOME}/settings"


@pytest.fixture
def elin(sqlite, config):
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    build.work(sqlite, config, build.stockholm("2021-12-01 09:05"))
    return Secretary(sqlite, config, build.stockholm("2022-01-10 10:00"))


def save(elin: Secretary, *, seen: str = "", **typed: str) -> TestResponse:
    data = fields_of(seen or elin.get(SETTINGS)) | {"do": "save"} | typed
    return elin.client.post(SETTINGS, data=data, follow_redirects=True)


def confirm(elin: Secretary, page: str) -> str:
    """Presses the button of the second step."""
    return text(elin.send(SETTINGS, seen=page, do="save"))


def council(elin: Secretary) -> Council:
    with reading(elin.database) as session:
        return store.council(session, "granasbra")


def test_the_settings_stand_in_the_form_with_a_worked_example(elin):
    page, english = elin.get(SETTINGS), elin.get(f"{SETTINGS}?lang=en")

    assert "Exempel: nästa möte, tisdag 22 februari 2022." in page
    assert "tisdag 25 januari" in page
    assert "fredag 11 februari" in page  # the review, two working days before the notice
    assert "Elin Forsby, elin@example.org" in page
    assert 'value="28 days"' in english


def test_fields_and_choices_are_saved(elin):
    answer = save(
        elin, about="Vi förebygger brott.", place="Polishuset", reply_mode="absences", approve_kallelse="yes",
        is_public="no", usual_time="kl. 9", country="SE",
        standing_items="Övriga frågor",
    )  # fmt: skip

    assert "Inställningarna är sparade." in text(answer)
    of = council(elin)
    assert (of.about, of.place, of.reply_mode) == ("Vi förebygger brott.", "Polishuset", "absences")
    assert (of.approve_kallelse, of.inform_deputies, of.is_public) == (True, False, False)
    assert (of.usual_time, of.country, of.notice_rules) == ("09:00", "SE", {})
    assert of.standing_items == "Övriga frågor"
    assert 'name="usual_time" type="text" value="09.00"' in elin.get(SETTINGS)


def test_the_country_is_chosen_by_its_name_and_what_its_holidays_move_is_shown_first(elin):
    asked = text(save(elin, country="GB"))
    kept = confirm(elin, asked)

    assert "planerade utskick får nya dagar" in asked
    assert "Inställningarna är sparade." in kept
    assert '<option value="GB" selected>Storbritannien</option>' in kept
    assert council(elin).country == "GB"
    assert "Helgdagarna är Englands." in kept
    assert "Helgdagarna är Englands." in elin.get(f"{HOME}/compare")


def country_groups(page: str) -> dict[str, dict[str, str]]:
    """Code and name of each country in the list, by the heading it stands under."""
    (choice,) = re.findall(r'<select class="in" id="country".*?</select>', page, re.DOTALL)
    return {
        label: dict(re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)</option>', group))
        for label, group in re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', choice)
    }


def test_the_list_of_countries_is_short_and_has_one_elsewhere_that_is_saved(elin):
    groups = country_groups(elin.get(SETTINGS))
    with writing(elin.database, NOW) as session:
        store.council(session, "granasbra").country = "NZ"
    page = elin.get(SETTINGS)
    answer = save(elin, seen=page, country="NZ", place="Polishuset")

    assert list(groups) == ["Norden", "Övriga Europa"]
    assert list(groups["Norden"].values()) == [
        "Danmark", "Finland", "Färöarna", "Grönland", "Island", "Norge", "Sverige", "Åland",
    ]  # fmt: skip
    assert 30 < len(groups["Övriga Europa"]) < 50
    assert country_groups(page)["Övriga världen"] == {"NZ": "Nya Zeeland"}
    assert '<option value="NZ" selected>' in page
    assert "Inställningarna är sparade." in text(answer)
    assert council(elin).country == "NZ"


def test_the_settings_in_another_language_keep_what_is_typed_and_are_saved_after(elin):
    data = fields_of(elin.get(SETTINGS)) | {"name": "Brå i Granås"}

    spoken = text(elin.client.post(f"{SETTINGS}?lang=en", data={**data, "do": "speak"}))

    assert '<html lang="en">' in spoken
    assert 'value="Brå i Granås"' in spoken
    assert 'value="28 days"' in spoken
    assert council(elin).name == "GranåsBrå"
    assert elin.client.post(SETTINGS, data=data | hidden_fields(spoken)).status_code == 303
    assert council(elin).name == "Brå i Granås"


def test_other_offsets_are_shown_before_they_are_saved(elin):
    example = text(save(elin, kallelse="torsdag", do="example"))
    page = text(save(elin, kallelse="10 dagar", reply_by="1 arbetsdag"))
    before = council(elin).notice_rules
    kept = confirm(elin, page)

    assert "torsdag 17 februari" in example
    assert "planerade utskick får nya dagar" in page
    assert "Kallelsen, möte tis 22 feb 2022" in page
    assert "tis 15 feb 2022 kl. 08.00" in page
    assert "fre 11 feb 2022 kl. 08.00" in page
    assert before == {}
    assert "Inställningarna är sparade." in kept
    assert council(elin).notice_rules == {"kallelse": "10 dagar", "reply_by": "1 arbetsdag"}


def test_an_offset_whose_time_has_passed_goes_at_once_unless_all_mail_is_paused(elin):
    page = text(save(elin, call_for_items="50 dagar"))
    build.act(elin.database, NOW, pause.pause_mail)
    paused = text(save(elin, call_for_items="50 dagar"))

    assert "<b>genast</b>" in page
    assert "<b>när utskicken går igen, om du vill</b>" in paused
    assert "genast" not in paused
