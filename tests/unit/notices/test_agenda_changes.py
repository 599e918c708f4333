"""What has changed in an agenda since it was mailed."""

from dataclasses import replace

from scheduler.agenda.rows import AgendaItem, ItemStatus
from scheduler.language import language
from scheduler.notices.agenda_changes import change_lines, has_changed, snapshot
from scheduler.notices.situation import Situation
from tests.build import stockholm
from tests.unit import situations as made

AT = stockholm("2027-03-02 08:00")


def item(heading: str, **other: object) -> AgendaItem:
    empty = {"scope": "", "presenter": "", "text": "", "links": "", "minutes": None}
    return AgendaItem(heading=heading, status=ItemStatus.ON_AGENDA, **empty | other)


def after(*mailed: tuple[str, list[AgendaItem]], now: list[AgendaItem]) -> Situation:
    """Of orders with these occasions, each with the agenda that its letters told."""
    meeting = made.meeting("2027-03-09 15:00")
    orders = []
    for key, (occasion, items) in enumerate(mailed, start=1):
        order = made.issue("kallelse", occasion, of=meeting, facts={}, at=AT, key=key)
        order.agenda = snapshot(items)
        orders.append(order)
    return replace(made.situation(meeting, issued=orders), items=tuple(now))


def test_what_is_new_changed_removed_and_in_another_order_is_told():
    told = [item("Budget"), item("Skola"), item("Park")]
    now = [item("Park"), item("Halka", presenter="Rut Ek"), item("Budget", minutes=10)]

    assert change_lines(after(("@x", told), now=now), language("sv")) == [
        "Nytt: 2. Halka (Rut Ek)",
        "Ändrat: 3. Budget",
        "Struket: Skola",
        "Ärendena kommer i en annan ordning.",
    ]


def test_nothing_has_changed_before_the_kallelse_or_by_whether_an_item_is_public():
    told = [item("Budget", is_public=False)]

    assert not has_changed(after(now=told))
    assert not has_changed(after(("@x", told), now=[item("Budget", is_public=True)]))


def test_a_kallelse_to_one_who_came_late_tells_the_others_nothing():
    old, new = [item("Budget")], [item("Skola")]

    assert has_changed(after(("@x", old), ("@x.2", new), now=new))
