"""A long list a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

MOST = 50
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """`number` of `last`, from 1. `before` and `after` are addresses, empty where there is nothing there."""

    items: Sequence[Item]
    number: int
    last: int
    before: str
    after: str


def paginate(items: Sequence[Item], to: Callable[[int], str], *, most: int = MOST) -> Page[Item]:
    """The page that was asked for (`?page=2`), or the nearest there is. `to` gives the address of each."""
    last = max(1, -(-len(items) // most))
    number = min(max(1, request.args.get("page", 1, type=int)), last)
    return Page(
        items=items[(number - 1) * most : number * most],
        number=number,
        last=last,
        before=to(number - 1) if number > 1 else "",
        after=to(number + 1) if number < last else "",
    )
