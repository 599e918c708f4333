"""What was promised at one meeting comes by itself to the next, wherever that is moved, until it is done or dropped."""

from scheduler.agenda import actions
from scheduler.agenda.item import Item
from scheduler.config import Config
from scheduler.db.session import reading
from scheduler.notes import store
from tests import build
from tests.web.secretary import HOME, NOW, Secretary, captured, words

WHAT = "Räkna trasiga lampor"


def send(elin: Secretary, number: int, **typed: str) -> None:
    assert elin.send(f"{HOME}/meetings/{number}/notes", **typed).status_code == 200


def letters(config: Config, part: str) -> list[str]:
    """The texts of the mails with these words that have gone."""
    return [text for mail in captured(config) if part in (text := words(mail))]


def meetings_with(elin: Secretary) -> list[int]:
    """The numbers of the meetings on whose page it stands."""
    return [n for n in range(1, 6) if WHAT in elin.get(f"{HOME}/meetings/{n}")]


def test_it_follows_from_meeting_to_meeting_until_it_is_done(sqlite, config):
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    rows = [Item("Mötet öppnas"), Item("Föregående mötesanteckningar"), Item("Budget")]
    for number in (1, 2, 3, 4):
        build.on_meeting(sqlite, NOW, actions.save_agenda, rows, number=number)
    first = Secretary(sqlite, config, build.stockholm("2022-02-22 17:00"))
    send(first, 1, **{"new-3-text": WHAT, "new-3-who": "Member 2", "do": "item-3"})
    at_first, todo = meetings_with(first), first.get(HOME)
    build.move(sqlite, "2022-05-03 15:00", build.stockholm("2022-03-29 08:00"), number=2)
    build.work(sqlite, config, build.stockholm("2022-04-05 08:00"))
    build.work(sqlite, config, build.stockholm("2022-04-12 08:00"))
    called, reminded = letters(config, "Uppföljning från"), letters(config, "återrapporterar du på")
    second_day = first.at(build.stockholm("2022-05-03 16:00"))
    moved = meetings_with(second_day)
    send(second_day, 2, **{"report-1-text": "Halva vägen.", "report-1-outcome": "kept", "do": "approved"})  # fmt: skip
    build.cancel(sqlite, second_day.now, number=3)
    carried = meetings_with(second_day)
    listed = second_day.get(f"{HOME}/follow-ups")
    paper = second_day.get(f"{HOME}/meetings/2/notes/paper")
    last = first.at(build.stockholm("2022-09-20 17:00"))
    send(last, 4, **{"report-1-text": "40 lampor.", "report-1-outcome": "done"})

    assert at_first == [2]
    assert "1 uppföljning ska återrapporteras på mötet tis 26 apr 2022." in todo
    assert [f"– {WHAT} (Member 2)" in text for text in called] == [True] * 3
    assert [f"– {WHAT}" in text for text in reminded] == [True]
    assert moved == [2]
    assert carried == [2, 4]
    assert "Utlovat på mötet tis 22 feb 2022" in listed
    assert "Återrapporteras på mötet tis 20 sep 2022" in listed
    order = ("läggs till handlingarna", f"Återrapportering: {WHAT}", "Halva vägen.", "Budget")
    places = [paper.index(part) for part in order]
    assert places == sorted(places)
    assert "Inget ska återrapporteras." in last.get(f"{HOME}/follow-ups")
    with reading(sqlite) as session:
        assert [one.outcome for one in store.reports(session, 1)] == ["kept", "done"]
