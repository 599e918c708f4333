"""All mail of the council is paused with one press; every page says so and none when a mail goes; what is late is asked
about before it goes; and what was held until its time was over is told as that."""

import re

import pytest

from scheduler.config import Config
from scheduler.councils import member_import
from scheduler.history.rows import Actor, ActorKind
from scheduler.notices import mail_actions, pause
from tests import build
from tests.web.secretary import HOME, NOW, Secretary, actions, text

MAIL = f"{HOME}/mail"
RESUME = f"{MAIL}/resume"
JUNE = f"{HOME}/meetings/3"
KALLELSE = "granasbra/m1/kallelse/@2022-02-22T15:00"
LETTER = f"{MAIL}/letter?key={KALLELSE}"
SINCE = "Alla utskick är pausade sedan tors 10 feb 2022 kl. 10.00."
WAITS = (
    "4 personer ska få ett mejl om det. Det väntar tills någon släpper på utskicken igen: "
    "alla utskick är pausade. Har dess tid gått då väljer du om det ska gå."
)
PROMISES = re.compile(
    r"fem minuter|får ett mejl|mejla \d|går av sig själv|ingen får något mejl", re.I
)
"""What a page says of when a mail goes, or of how many the press of a button mails."""
PAUSED = build.stockholm("2022-02-10 10:00")
DUE = build.stockholm("2022-02-15 08:00")
LATE = build.stockholm("2022-02-16 10:00")
LAST = build.stockholm("2022-02-22 14:55")
OVER = build.stockholm("2022-02-22 16:00")
ELIN = Actor(ActorKind.ACCOUNT, 1, "Elin Forsby")


@pytest.fixture
def elin(sqlite, config):
    """Three members and a deputy have been told of the year's meetings, of which one is cancelled."""
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 1))
    build.act(sqlite, NOW, build.plan, 2023, "14 februari, 15.00")
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-01 08:00"):
        build.work(sqlite, config, build.stockholm(at))
    build.cancel(sqlite, build.stockholm("2022-02-10 09:00"), number=4)
    build.work(sqlite, config, PAUSED)
    return Secretary(sqlite, config, PAUSED)


@pytest.fixture
def paused(elin):
    elin.press(MAIL, f"{MAIL}/pause")
    return elin


@pytest.fixture
def late(paused, sqlite, config):
    """Six days after all mail was paused: the kallelse should have gone."""
    build.work(sqlite, config, LATE)
    return paused.at(LATE)


def resume(elin: Secretary) -> None:
    build.act(elin.database, elin.now, pause.resume_mail)


def test_one_press_pauses_all_and_every_page_says_so(elin):
    leads_back = elin.client.get(RESUME)
    before = elin.get(MAIL)
    paused = elin.press(MAIL, f"{MAIL}/pause")

    assert (leads_back.status_code, leads_back.location) == (303, MAIL)
    assert "Pausa alla utskick</button>" in before
    assert "Alla utskick är pausade. Inget går förlorat" in paused
    assert "Pausa alla utskick" not in paused
    for page in (HOME, MAIL, f"{HOME}/meetings/1", f"{HOME}/members"):
        assert SINCE in elin.get(page)
        assert f'href="{RESUME}">Släpp på utskicken igen' in elin.get(page)


def test_while_paused_no_mail_is_said_to_go(paused):
    assert "Det går av sig självt" not in paused.get(HOME)
    shown = paused.get(MAIL)
    assert ">Planerat</span>" not in shown
    assert "send" not in actions(shown)
    assert "Det väntar, eftersom alla utskick är pausade." in paused.get(LETTER)
    assert actions(paused.get(LETTER)) == ["skip"]
    refused = paused.post(MAIL, key=KALLELSE, do="send")
    assert refused.status_code == 409
    assert "Alla utskick är pausade. Släpp på dem igen innan du skickar något." in text(refused)
    of_person = f"{MAIL}/letter?key=granasbra/y2022/year_dates/1&to=member.1@example.org"
    assert "Skicka igen" not in paused.get(of_person)
    resume(paused)
    assert "Skicka igen till Member 1" in paused.get(of_person)


def test_what_is_late_is_a_thing_to_do_and_stays_on_hold(late):
    home, asked = late.get(HOME), late.get(RESUME)
    gone = late.press(RESUME)

    assert "1 mejl skulle ha gått, men alla utskick är pausade." in home
    assert "1 mejl skulle ha gått medan alla utskick var pausade." in asked
    assert "Kallelsen</a>, tis 15 feb 2022 kl. 08.00 · 3 personer · Möte tis 22 feb 2022" in asked
    assert SINCE not in gone
    assert "Kallelsen, mötet tis 22 feb 2022: mejlet är pausat, och dess tid har kommit." in gone


# what a page says before and after a press


@pytest.mark.parametrize("where, form, button, told", [
    (f"{JUNE}/move", {"date": "2022-06-16", "starts": "15", "ends": "17", "place": "", "reason": ""},
     "Ändra mötet</button>", "Mötet är flyttat till en annan dag."),
    (f"{HOME}/meetings/new", {"date": "2022-08-16", "starts": "15", "ends": "17", "place": ""},
     "Lägg till mötet</button>", "Mötet är tillagt."),
    (f"{JUNE}/cancel", None, "Ställ in mötet</button>", "Mötet är inställt."),
    (f"{HOME}/meetings/4/restore", None, "Låt mötet bli av</button>", "Mötet blir av."),
])  # fmt: skip
def test_a_change_says_that_its_mail_waits(paused, where, form, button, told):
    asked = text(paused.post(where, **form)) if form else paused.get(where)
    done = paused.press(where, step="do", **form or {})

    assert WAITS in asked
    assert button in asked
    assert PROMISES.findall(asked) == []
    assert f"{told} {WAITS}" in done


def test_a_year_that_is_published_says_that_its_mail_waits(paused):
    build.act(paused.database, PAUSED, build.plan, 2023, "14 februari, 15.00")
    year = f"{HOME}/years/2023"

    drafted = paused.get(year)
    shown = paused.press(year, f"{year}/publish")

    assert WAITS in drafted
    assert f"1 möte är publicerat. {WAITS}" in shown
    assert PROMISES.findall(drafted + shown) == []
    assert "undo" not in actions(shown)


def test_the_year_s_dates_are_not_offered_to_newcomers(paused):
    build.act(paused.database, PAUSED, member_import.import_members, [build.entry("Siv Ek")])

    page = paused.get(f"{HOME}/members")

    assert "Siv Ek" in page
    assert "Det kan skickas till dem när utskicken går igen: alla utskick är pausade." in page
    assert "Skicka mötestiderna" not in page
    assert PROMISES.findall(page) == []


# what was held until its time was over


def hold(elin: Secretary) -> None:
    build.act(elin.database, PAUSED, mail_actions.hold, KALLELSE, by=ELIN)


def pause_all(elin: Secretary, config: Config, *, is_ordered: bool) -> None:
    if is_ordered:
        build.order(elin.database, config, DUE)
    build.act(elin.database, DUE, pause.pause_mail, by=ELIN)
    build.work(elin.database, config, OVER)


def test_what_she_held_until_its_time_was_over_was_not_late_and_is_taken_off_the_list(elin):
    hold(elin)
    due, last, over = (elin.at(now) for now in (DUE, LAST, OVER))

    assert "Elin Forsby pausade det tors 10 feb 2022 kl. 10.00. Pausat. Om ingen" in due.get(LETTER)
    assert actions(due.get(LETTER)) == ["send", "skip"]
    assert due.post(MAIL, key=KALLELSE, do="dismiss").status_code == 409  # it can still go
    assert "är pausat, och dess tid har kommit" in due.get(HOME)
    assert actions(last.get(LETTER)) == ["skip"]  # it would come after the meeting has begun
    home, page = over.get(HOME), over.get(LETTER)
    assert "Kallelsen, mötet tis 22 feb 2022: mejlet var pausat tills tiden var ute." in home
    assert "Kallelsen, mötet tis 22 feb 2022: mejlet skickades inte i tid" not in home
    assert (
        "Elin Forsby pausade det tors 10 feb 2022 kl. 10.00. "
        "Det var pausat tills tiden var ute, tis 22 feb 2022 kl. 15.00. Ingen fick det."
    ) in page
    assert actions(page) == ["dismiss"]
    assert "Ändra texten" not in page
    done = over.press(MAIL, key=KALLELSE, do="dismiss")
    assert "Det står inte längre under Att göra. Ingen får det." in done
    assert "Kallelsen, mötet tis 22 feb" not in over.get(HOME)
    assert "Tog bort ett mejl vars tid var ute från Att göra" in over.get(f"{HOME}/log")


@pytest.mark.parametrize("is_ordered", [False, True])
def test_what_was_over_while_all_mail_was_on_hold_was_held_by_whoever_held_it(
    elin, config, is_ordered
):
    pause_all(elin, config, is_ordered=is_ordered)
    over = elin.at(OVER)
    held = over.get(HOME)
    resume(over)

    home, page = over.get(HOME), over.get(LETTER)

    for shown in (held, home):
        assert "skickades inte i tid" not in shown
        assert "Kallelsen, mötet tis 22 feb 2022: mejlet var pausat tills tiden var ute." in shown
    assert "Elin Forsby pausade alla utskick tis 15 feb 2022 kl. 08.00." in page
    assert "Det gick inte att skicka" not in page
    over.press(MAIL, key=KALLELSE, do="dismiss")
    assert "Kallelsen, mötet tis 22 feb" not in over.get(HOME)
