"""Where the meetings are: told on the day's own line, once for them all, or below each."""

from __future__ import annotations

import pytest

from scheduler.years.recognise import recognise

ALL_DAYS = [
    ("sv", "Möten 2028, alla kl. 13–15 i Rådhuset om inget annat sägs:", "Rådhuset"),
    ("sv", "Mötestider 2028\nPlats: Stadshuset, rum Granen, Storgatan 1", "Stadshuset, rum Granen, Storgatan 1"),
    ("sv", "Möten 2028. Tid och plats: kl. 13–15, Stadshuset, sal 3.", "Stadshuset, sal 3"),
    ("sv", "Alla möten 2028 hålls i sammanträdesrum Eken, kl. 13.00.", "sammanträdesrum Eken"),
    ("sv", "Mötestider i Granås 2028, kl. 13", None),
    ("sv", "Möten 2028. Plats: meddelas senare.", None),
    ("sv", "Öppettider i Rådhuset: måndag–fredag kl. 9–16\nMöten 2028:", None),
    ("en", "Meetings 2028 are held at 6pm in the Village Hall unless otherwise stated.", "Village Hall"),
    ("en", "Meetings 2028, 7.30pm in St Mary's Church Hall, High Street", "St Mary's Church Hall, High Street"),
    ("no", "Møteplan 2028. Møtene holdes på rådhuset kl. 18.00 om ikke annet er bestemt.", "rådhuset"),
    ("da", "Møder 2028. Møderne holdes på Rådhuset, mødelokale 3, kl. 17.", "Rådhuset, mødelokale 3"),
    ("de", "Sitzungstermine 2028, jeweils um 19 Uhr, Rathaus, Zimmer 3", "Rathaus, Zimmer 3"),
    ("de", "2028: Die Sitzungen finden um 19.30 Uhr im Bürgerhaus statt.", "Bürgerhaus"),
    ("fi", "Kokoukset 2028 klo 17.00 kunnantalon valtuustosalissa", "kunnantalon valtuustosalissa"),
    ("fi", "Kokoukset 2028 klo 17\nKokouspaikka: Kaupungintalo, valtuustosali", "Kaupungintalo, valtuustosali"),
    ("sv", "Hej! Här är vårens tider 2028, alla via Teams:", "via Teams"),
    ("sv", "Mötestider 2028 (Teams)", "Teams"),
    ("sv", "Mötena 2028 hålls som vanligt digitalt via Teams.", "digitalt via Teams"),
    ("sv", "Styrelsemöten 2028. Ledamöter kan delta via Teams.", None),
    ("sv", "Möten 2028. Kallade är Anna Ek och Bo Al (Teams).", None),
    ("sv", "Möten 2028. De hålls inte på Teams. Mötena hålls inte i Rådhuset.", None),
    ("en", "Council meetings 2028. All meetings will be held via Zoom at 7pm.", "via Zoom"),
    ("no", "Styret 2028 – alle møter på Teams", "Teams"),
    ("da", "Bestyrelsesmøder 2028, alle online", "online"),
    ("de", "2028: Alle Sitzungen finden digital über Teams statt, Beginn 19 Uhr.", "Teams"),
    ("fi", "Johtokunnan kokoukset 2028, kaikki etänä Teamsissa klo 17", "etänä Teamsissa"),
]  # fmt: skip


def _places(text: str, language: str = "sv") -> list[str | None]:
    return [found.place for found in recognise(text, language=language, year=None).found]


@pytest.mark.parametrize("language, said, place", ALL_DAYS)
def test_a_place_told_once_is_that_of_all_meetings(
    language: str, said: str, place: str | None
) -> None:
    assert _places(f"{said}\n\n10.2.\n20.4.\n", language) == [place, place]
    if "Möten 2028:" not in said:
        # Below the days it holds as well.
        assert _places(f"10.2.2028\n20.4.2028\n\n{said}\n", language) == [place, place]


@pytest.mark.parametrize(
    "line, place",
    [
        ("20 april, hos polisen", "hos polisen"),
        ("20 april (Folkets hus)", "Folkets hus"),
        ("20 april kl. 9 på biblioteket", "biblioteket"),
        ("20 april, digitalt via Teams", "digitalt via Teams"),
        ("20 april, lokal meddelas senare", None),
        ("20 april, budget", "Rådhuset"),
        ("20 april, Polishuset, rum 3 (lägesbild)", "Polishuset, rum 3"),
        ("20 april Sal B", "Sal B"),
    ],
)
def test_what_a_days_own_line_says_of_the_place_is_stronger(line: str, place: str | None) -> None:
    assert _places(f"Möten 2028, kl. 13 i Rådhuset\n10 februari\n{line}\n") == ["Rådhuset", place]


def test_one_body_meets_in_a_house_and_another_on_teams() -> None:
    text = "Nämnden, kl. 14 i Stadshuset\n18 jan 2028\n\nUtskottet, samtliga via Teams kl. 13\n11 jan 2028\n"
    assert _places(text) == ["Stadshuset", "via Teams"]


def test_each_body_meets_where_its_own_heading_says() -> None:
    text = "Nämnden, kl. 13 i Rådhuset\n10 feb 2028\n20 apr 2028\n\nUtskottet, kl. 9 i Kvarnhuset\n1 feb 2028\n"
    assert _places(text) == ["Rådhuset", "Rådhuset", "Kvarnhuset"]


def test_one_sentence_about_the_places_of_two_bodies_is_left() -> None:
    said = "Nämnden sammanträder i Rådhuset och utskottet i Kvarnhuset, kl. 13.\n"
    assert _places(f"{said}Nämnden: 10 feb 2028\nUtskottet: 1 feb 2028\n") == [None, None]


def test_a_place_below_each_day_is_that_days_alone() -> None:
    cards = "Datum: {}\nTid: 18.00\nPlats: {}\n\n"
    told = [
        ("10 februari 2028", "Föreningslokalen"),
        ("20 april 2028", "Kvarnhuset"),
        ("30 november 2028", "meddelas senare"),
    ]
    text = "Styrelsens möten\n" + "".join(cards.format(*one) for one in told)
    assert _places(text) == ["Föreningslokalen", "Kvarnhuset", None]


def test_a_place_below_all_lists_is_that_of_every_body() -> None:
    days = "Nämnden kl. 13\n10 feb 2028\n20 apr 2028\n\nUtskottet kl. 9\n1 feb 2028\n\n"
    assert (
        _places(days + "Plats om inget annat anges: Rådhuset, sal 2\n") == ["Rådhuset, sal 2"] * 3
    )


def test_each_kind_of_meetings_has_its_own_place() -> None:
    said = "Ordinarie möten börjar kl. 18 i Folkets hus.\nArbetsmöten börjar kl. 16 på kansliet.\n"
    days = "12 januari 2027, ordinarie möte\n26 januari 2027, arbetsmöte\n"
    assert _places(said + days) == ["Folkets hus", "kansliet"]


def test_a_sentence_moves_one_meeting_to_another_place() -> None:
    text = "Menighetsrådet, kl. 19.00 i menighetshuset:\n28. august 2027\n25. september\n\n"
    said = "Menighetsrådets møte 25. september holdes i Nes kirke.\n"
    assert _places(text + said, "no") == ["menighetshuset", "Nes kirke"]


def test_the_place_behind_the_hour_of_a_list_is_that_of_all_its_days() -> None:
    text = "Rådet sammanträder den 7 februari och den 14 mars 2028 kl. 15 i Rådhuset."
    assert _places(text) == ["Rådhuset", "Rådhuset"]


def test_a_line_of_nothing_but_a_place_is_that_of_the_day_above() -> None:
    text = "Møter\n12.01.2027\nFormannskapet\nMøterom 2\n20.01.2027\nEldrerådet\nRådhuset\n"
    assert _places(text, "no") == ["Møterom 2", "Rådhuset"]


def test_a_heading_no_word_of_which_tells_a_body_has_its_own_place() -> None:
    text = (
        "Plenary Council - 11.00 a.m., Old Mill House\n9 January 2027\n13 February\n\n"
        "Municipal District of Ballina - 10.30 a.m., Civic Offices, Ballina\n17 January\n21 March\n"
    )
    assert _places(text, "en") == ["Old Mill House"] * 2 + ["Civic Offices, Ballina"] * 2


def test_all_but_some_days_are_in_one_place() -> None:
    said = "Alla möten 2028 börjar kl. 18 i Folkets hus, utom mötet den 14 juli som hålls i Kyrkstugan.\n"
    assert _places(said + "\n12 maj\n14 juli\n") == ["Folkets hus", "Kyrkstugan"]


def test_a_place_behind_a_star_is_that_of_the_days_with_a_star() -> None:
    text = "Möten 2028 kl. 18 i Folkets hus\n12 maj\n14 juli*\n* Mötet hålls på biblioteket.\n"
    assert _places(text) == ["Folkets hus", "biblioteket"]


def test_places_told_with_their_days_in_brackets_are_those_of_the_days() -> None:
    days = "Datum: 9/2, 13/4, 8/6 2028 kl. 15\n"
    said = "Plats: Stadshuset, rum Granen (9/2, 13/4), Folkets hus (8/6)\n"
    found = recognise(days + said, language="sv", year=None).found
    assert [one.place for one in found] == [*["Stadshuset, rum Granen"] * 2, "Folkets hus"]
    assert [one.note for one in found] == [None] * 3
    assert _places("2028\n" + said + days) == [*["Stadshuset, rum Granen"] * 2, "Folkets hus"]


def test_a_link_on_a_card_is_no_place() -> None:
    first = "TIS\n8\nFEB\nNämnden\n13.00–14.30\nSal A\nLäs mer\n"
    second = "ONS\n22\nMAR\nRådet\n08.30–12.00\nSal B\nLäs mer\n"
    assert _places(f"2028\n\n{first}\n{second}") == ["Sal A", "Sal B"]
