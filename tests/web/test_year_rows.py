"""The rows of the year plan: what is told beside each, what is changed in them, and lines that were not read."""

import re

import pytest

from scheduler.councils import council_settings
from scheduler.db.session import reading
from tests import build
from tests.web.secretary import NOW, text
from tests.web.test_years import held, plan, press, save, shown

ROOM = "https://moten.example.org/"


@pytest.mark.parametrize("dates, told, untold", [
    # two that overlap may stand, and are told of each beside the other
    ("13 april 2022 kl. 15–17\n13 april 2022 kl. 16–18",
     ["Det finns ett möte till vid samma tid, ons 13 apr 2022 kl. 16.00.",
      "Det finns ett möte till vid samma tid, ons 13 apr 2022 kl. 15.00."], "Inga krockar"),
    # no date of the plan is offered as free for another, nor one free day for two
    ("19 maj kl. 9–11\n26 maj kl. 9–11\n2 juni kl. 9–11",
     ["Tors 26 maj 2022 är en helgdag: Kristi himmelsfärdsdag.", "Byt till tors 9 jun"], "tors 2 jun<"),
    ("26 maj kl. 9–11\n26 maj kl. 13–15", ["Byt till tors 2 jun", "Byt till tors 19 maj"], "\0"),
    # a later day of a longer meeting is checked too, and told once
    ("24–26 maj 2022 kl. 9–16", ["Tors 26 maj 2022 är en helgdag: Kristi himmelsfärdsdag."], "\0"),
    ("9–10 juni 2022 kl. 9–16", ["tors 9 jun 2022</time> kl. 09.00 – fre 10 jun kl. 16.00</h3>"], "\0"),
    # a cancelled one has its own place and never the council's
    ("9 juni kl. 9 i Rådhuset (inställt)", ['<p class="muted small">Rådhuset</p>'], "rum Granen"),
    ("9 juni kl. 9 (inställt)", ["tors 9 jun 2022"], "rum Granen"),
    # days that follow from a meeting and fall in another year tell it
    ("12 januari 2022 kl. 15", ["sista dag att föreslå ärenden ons 29 dec 2021 · kallelse ons 5 jan"], "\0"),
    # our own council is found among others by its name, and another's is asked about
    ("Kommunstyrelsen: 8 feb kl. 13, 12 april kl. 13\nGranåsBrå: 9 feb kl. 15\nKF: 10 feb kl. 18",
     ["ons 9 feb 2022", 'value="GranåsBrå" checked'], "tis 8 feb 2022</time>"),
    ("Kommunstyrelsens sammanträden 2022\n8 februari kl. 13\n12 april kl. 13",
     ["Texten talar om Kommunstyrelsen. Kontrollera att det är era möten."], "\0"),
    ("GranåsBrås möten 2022\n8 februari kl. 13\n12 april kl. 13", ["tis 8 feb 2022"], "Texten talar om"),
    # what was not understood is shown with its line
    ("22 februari kl. 15\n30 februari 15.00", ["Rad 2: ”30 februari 15.00”", "1 möte läst"], "\0"),
])  # fmt: skip
def test_what_is_read_is_told_beside_its_row(desk, dates, told, untold):
    page = plan(desk, dates)

    for one in told:
        assert one in page
    assert untold not in page


@pytest.mark.parametrize("dates, typed, told", [
    ("9–10 juni 2022 kl. 9–16", {"at_1": "13–12"}, "kl. 13.00 – fre 10 jun kl. 12.00"),
    ("9–10 juni 2022 kl. 9–16", {"when_1": "13–16 juni"}, "mån 13 jun 2022</time> kl. 09.00 – tors 16 jun kl. 16.00"),
    ("9–10 juni 2022 kl. 9–16", {"when_1": "14 juni"}, "tis 14 jun 2022</time> kl. 09.00 – ons 15 jun"),
    ("9 juni 2022 kl. 9–16", {"when_1": "9–10 juni", "at_1": "13–12"}, "kl. 13.00 – fre 10 jun kl. 12.00"),
    ("9 juni kl. 9", {"note_1": "Studiebesök"}, '<p class="small">Studiebesök</p>'),
    ("8 feb kl. 9 KS\n8 feb kl. 13 KS", {"when_2": "2022-02-15"}, "tis 15 feb 2022</time> kl. 13.00"),
])  # fmt: skip
def test_a_row_is_changed(desk, dates, typed, told):
    plan(desk, dates)

    assert told in save(desk, **typed)


def test_a_row_is_taken_away_and_put_back_and_reading_again_asks_before_it_replaces(desk):
    plan(desk, build.SEED)
    page = save(desk, when_1="1 mars", at_1="13–14.30", place_1="Gränden", remove_2="yes")
    shown(desk, press(desk, "one", one="4 oktober kl. 9"))

    asked = press(desk, "text")
    back = shown(desk, press(desk, "put_back_2"))
    again = plan(desk, build.SEED, replace="yes")

    assert "tis 1 mar 2022</time> kl. 13.00–14.30</h3>" in page
    assert "Publicera 4 möten</button>" in page
    assert asked.status_code == 422
    assert (
        '<a href="#replace">Du har ändrat eller tagit bort tis 1 mar 2022 och tis 26 apr 2022'
        in text(asked)
    )
    assert "Publicera 6 möten</button>" in back
    assert "tis 22 feb 2022</time> kl. 15.00–17.00</h3>" in again
    assert "tis 4 okt 2022</time>" in again
    assert "Gränden" not in again


def test_what_was_typed_in_a_row_is_kept_when_it_cannot_be_read(desk):
    plan(desk, build.SEED)

    answer = press(desk, "save", when_1="", at_2="femton", when_2="i påsk", at_4="")
    long = press(desk, "save", note_1="x" * 501)

    page = text(answer)
    assert answer.status_code == 422
    for name in ("when_1", "when_2"):
        assert f'<a href="#{name}">Skriv datumet som 2022-02-09 eller 9 februari.</a>' in page
    assert '<a href="#at_4">Skriv tiden som 15.00 eller 15.00–17.00.</a>' in page
    assert '<a href="#note_1">Skriv högst 500 tecken.' in text(long)
    assert 'value="i påsk" aria-invalid="true"' in page
    assert 'value="femton" aria-invalid="true"' in page


LINES = "22 februari kl. 15.00\n31 april kl. 15.00\n14 juni kl. 15.00\n31 juni kl. 15.00\n"


def rows(page: str) -> list[str]:
    return re.findall(r'<li class="item" id="date-(\d+)"', page)


def test_a_line_that_was_not_read_has_a_row_that_is_filled_in(desk):
    page = plan(desk, LINES)
    wrong = press(desk, "save", when_2="snart", place_4="Torget")
    filled = save(desk, when_2="30 april", at_2="13–15", place_2="Polishuset")
    published = press(desk, "publish", when_4="30 juni", at_4="13")

    assert rows(page) == ["2", "4", "1", "3"]
    assert "<h3>Rad 2: ”31 april kl. 15.00”</h3>" in page
    assert "Den 31/4 finns inte 2022. Kontrollera dag och månad." in page
    assert wrong.status_code == 422
    for name in ("when_2", "when_4"):
        assert f'<a href="#{name}">Skriv datumet som' in text(wrong)
    assert 'value="snart"' in text(wrong)
    assert rows(filled) == ["4", "1", "2", "3"]
    assert "Polishuset" in filled
    assert published.status_code == 303
    assert [start[:10] for start in held(desk)] == [
        "2022-02-22", "2022-04-30", "2022-06-14", "2022-06-30"
    ]  # fmt: skip


def test_a_line_that_is_dropped_stays_dropped_when_the_text_is_read_again(desk):
    plan(desk, LINES)
    dropped = shown(desk, press(desk, "drop_2"))

    again = plan(desk, "Möten 2022:\n" + LINES)

    assert "1 rad gick inte att läsa" in dropped
    assert "1 rad gick inte att läsa" in again


def test_a_date_has_its_own_digital_link_or_none_else_the_councils(desk):
    build.act(desk.database, NOW, council_settings.change_settings, {"online_url": f"{ROOM}usual"})
    page = plan(desk, build.SEED)
    wrong = press(desk, "save", online_1="javascript:alert(1)")
    own = save(desk, online_1=f"{ROOM}1", online_2="")
    press(desk, "publish")

    assert page.count(f'value="{ROOM}usual"') == 5
    assert wrong.status_code == 422
    assert '<a href="#online_1">Skriv den digitala länken i sin helhet' in text(wrong)
    assert f'<p class="muted small">Digital länk: {ROOM}1</p>' in own
    with reading(desk.database) as session:
        links = [build.meeting(session, number).online_url for number in (1, 2, 3)]
    assert links == [f"{ROOM}1", "", f"{ROOM}usual"]
