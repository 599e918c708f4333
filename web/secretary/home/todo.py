"""One thing that waits for the secretary, with a link to the place where it is settled."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from scheduler.councils.rows import Council


class Todo(NamedTuple):
    """`text` and `link` are in the page's language; `at` is when it becomes, or became, pressing."""

    text: str
    link: str
    url: str
    at: datetime


TodoSource = Callable[[Council], Iterable[Todo]]


def by_time(council: Council, sources: Iterable[TodoSource]) -> list[Todo]:
    return sorted(
        (todo for source in sources for todo in source(council)), key=lambda todo: todo.at
    )
