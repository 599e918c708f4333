"""The to-dos about seats and terms: what ends soon, and what stands vacant."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time

from flask import g

from scheduler.clock import Wall
from scheduler.councils import store
from scheduler.councils.rows import Council, Member
from web.secretary import request_cache
from web.secretary.home.todo import Todo
from web.secretary.members.roll import ending_terms, short_organisations


def member_todos(council: Council) -> Iterable[Todo]:
    """One for each day on which terms end, and one for all vacant seats."""
    today = Wall.at(g.now, council.zone).date
    terms, seats = request_cache.members(council), store.seats(g.session, council.id)
    by_day = defaultdict[date, list[Member]](list)
    for term in ending_terms(terms, today):
        by_day[term.until_on or today].append(term)
    for day, ending in by_day.items():
        yield Todo(
            "terms_end", Wall(day, time(0), council.zone).utc(), {"terms": ending, "day": day}
        )
    for name, (filled, seats_in_all) in short_organisations(terms, seats, today).items():
        yield Todo("vacant", g.now, {"who": name, "filled": filled, "all": seats_in_all})
