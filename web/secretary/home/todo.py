"""One thing that waits for the secretary; `macros/todos.html` says it, with a link to the place where it is settled."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from scheduler.councils.rows import Council


class Todo(NamedTuple):
    """`what` is known to the template, and so are the values that it is about; `at` is when it becomes pressing."""

    what: str
    at: datetime
    about: Mapping[str, Any] = {}


TodoSource = Callable[[Council], Iterable[Todo]]


def by_time(council: Council, sources: Iterable[TodoSource]) -> list[Todo]:
    todos = (todo for source in sources for todo in source(council))
    return sorted(todos, key=lambda todo: todo.at)
