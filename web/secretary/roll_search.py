"""Whom the list of members shows: by a part of the name or address, and by organisation, as the address says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from scheduler.language import Language, sort_key
from web.secretary.member_words import Option
from web.secretary.roll_show import Group, Roll, Row


@dataclass(frozen=True, slots=True)
class Search:
    """Empty where everyone is meant."""

    text: str = ""
    organisation: str = ""

    @property
    def is_on(self) -> bool:
        return bool(self.text or self.organisation)

    def fits(self, row: Row) -> bool:
        """Upper and lower case are one."""
        wanted, of = self.text.casefold(), self.organisation.casefold()
        is_named = wanted in row.name.casefold() or wanted in row.email.casefold()
        return is_named and (not of or row.organisation.casefold() == of)


@dataclass(frozen=True, slots=True)
class SearchForm:
    """`told` is how many are shown."""

    text: str
    organisations: list[Option]
    told: str
    is_on: bool


def read(asked: Mapping[str, str]) -> Search:
    return Search(
        " ".join(asked.get("q", "").split())[:200], asked.get("organisation", "").strip()[:200]
    )


def narrowed(roll: Roll, asked: Search, says: Language) -> tuple[Roll, SearchForm]:
    """The list with those who fit alone, and the form to look for others."""
    everyone = _people(roll)
    if asked.is_on:
        groups = [Group(g.name, [row for row in g.rows if asked.fits(row)]) for g in roll.groups]
        earlier = [row for row in roll.earlier if asked.fits(row)]
        roll = replace(roll, groups=[g for g in groups if g.rows], earlier=earlier)
    organisations = {row.organisation for row in everyone if row.organisation}
    names = sorted(organisations, key=sort_key)
    return roll, SearchForm(
        text=asked.text,
        organisations=[
            Option("", says("All organisations"), not asked.organisation),
            *(
                Option(name, name, name.casefold() == asked.organisation.casefold())
                for name in names
            ),
        ],
        told=says("Shows %(n)s of %(all)s people.", n=_count(_people(roll)), all=_count(everyone)),
        is_on=asked.is_on,
    )


def _people(roll: Roll) -> list[Row]:
    return [row for group in roll.groups for row in group.rows] + roll.earlier


def _count(rows: Iterable[Row]) -> int:
    """A vacant seat is nobody, and one with two places is one."""
    return len({row.email for row in rows if not row.is_vacant})
