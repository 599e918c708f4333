"""The to-dos about seats and terms: what ends soon, and what stands vacant."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time

from flask import g, url_for

from scheduler.clock import Wall
from scheduler.councils import store
from scheduler.councils.rows import Council, Member
from web.language import speak
from web.secretary import request_cache
from web.secretary.home.todo import Todo
from web.secretary.members.roll import ending_terms, short_organisations


def member_todos(council: Council) -> Iterable[Todo]:
    """One for each day on which terms end, and one for all vacant seats."""
    says, today = speak(), Wall.at(g.now, council.zone).date
    terms, seats = request_cache.members(council), store.seats(g.session, council.id)
    url, link = url_for("members.index", slug=council.slug), says("See the members")
    by_day = defaultdict[date, list[Member]](list)
    for term in ending_terms(terms, today):
        by_day[term.until_on or today].append(term)
    for day, ending in by_day.items():
        text = says.count(
            "The term of %(name)s ends on %(day)s.",
            "The terms of %(n)s people end on %(day)s.",
            len(ending),
            name=ending[0].person.name,
            day=day,
        )
        yield Todo(text, link, url, Wall(day, time(0), council.zone).utc())
    short = short_organisations(terms, seats, today)
    for name, (filled, count) in short.items():
        who = name or says("Without organisation")
        text = says("%(who)s: filled seats %(n)s of %(all)s.", who=who, n=filled, all=count)
        yield Todo(text, link, url, g.now)
