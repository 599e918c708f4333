"""The state of the feeds, in memory: a poll that finds nothing new needs no more than this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from scheduler import tzrule
from scheduler.calendars import store
from scheduler.calendars.address import Asked, Kind
from scheduler.calendars.edition import Edition
from scheduler.calendars.store import CouncilState, PersonState
from scheduler.db.session import Session
from scheduler.errors import LinkExpired, NotFound
from scheduler.links import Purpose, Signer, must_be_current

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """One feed as it stands, with the options it was asked for.

    `tag` is its entity tag without quotes: what it is, its revisions and the time of the last, options, edition. The
    same tag means the same bytes. `changed_at` is when anything that is or was in it last changed, in UTC. `key` names
    the feed whatever its options. `id` is that of the council, the person or the meeting.
    """

    kind: Kind
    id: int
    key: str
    name: str
    councils: tuple[int, ...]
    zones: tuple[str, ...]
    code: str
    deadlines: bool
    alarm: int | None
    tag: str
    changed_at: datetime


class Rows(Protocol):
    """What is read only when it is asked for, of this epoch or later."""

    def person(self, person_id: int) -> PersonState | None: ...

    def meeting(self, council_id: int, number: int) -> int | None:
        """Its id."""


class Index:
    """All councils as they stood at one epoch; a later epoch gets another index.

    `changed_at` is when the program became another, which is a change of every feed. UTC.
    `unsound` are public councils, by id, whose zone no calendar understands: the installation's feed goes without them.
    `people` are those who have been asked for since, and `memo` is what a reader has worked out; both go when it goes.
    """

    def __init__(
        self,
        epoch: int,
        councils: list[CouncilState],
        *,
        changed_at: datetime | None,
        edition: Edition,
        language: str,
        zone: str,
    ):
        self.epoch = epoch
        self.people: dict[int, PersonState | None] = {}
        self.memo: dict[Any, Any] = {}
        self._councils = {council.id: council for council in councils}
        self._by_slug = {council.slug: council for council in councils}
        public = [council for council in councils if council.is_public]
        self._sound = tuple(one.id for one in public if tzrule.is_sound(one.zone))
        self.unsound = tuple(one.id for one in public if not tzrule.is_sound(one.zone))
        self._changed_at = changed_at or _LONG_AGO
        self._edition = edition
        self._language = language
        self._zone = zone

    def standing(self, asked: Asked, signer: Signer, rows: Rows) -> Standing:
        """Raises: NotFound, also for a personal address that has been renewed (docs/calendars.md, rule 18)."""
        if asked.kind is Kind.PERSON:
            return self._of_person(asked, signer, rows)
        if asked.kind is Kind.INSTALLATION:
            return self._made(asked, self._sound, id_=0, name="calendar", language=self._language)
        council = self._by_slug.get(asked.name)
        if council is None or not council.is_public:
            raise NotFound
        id_, name = council.id, council.slug
        if asked.kind is Kind.MEETING:
            meeting_id = rows.meeting(council.id, asked.number)
            if meeting_id is None:
                raise NotFound
            id_, name = meeting_id, f"{council.slug}.{asked.number}"  # no slug holds a dot
        return self._made(asked, (council.id,), id_=id_, name=name, language=council.language)

    def _of_person(self, asked: Asked, signer: Signer, rows: Rows) -> Standing:
        claim = signer.read(Purpose.FEED, asked.name)
        if claim.subject not in self.people:
            self.people[claim.subject] = rows.person(claim.subject)
        person = self.people[claim.subject]
        if person is None:
            raise NotFound
        try:
            must_be_current(claim, person.version)
        except LinkExpired as error:
            raise NotFound from error
        # One read a moment later may sit in a council that this index does not know yet.
        councils = tuple(key for key in person.councils if key in self._councils)
        language = person.language or self._language
        if person.language is None and councils:
            language = self._councils[councils[0]].language
        return self._made(
            asked,
            councils,
            id_=person.id,
            name=f"p{person.id}",
            language=language,
            person=person,
        )

    def _made(
        self,
        asked: Asked,
        council_ids: tuple[int, ...],
        *,
        id_: int,
        name: str,
        language: str,
        person: PersonState | None = None,
    ) -> Standing:
        councils = [self._councils[council_id] for council_id in council_ids]
        # One that is no longer public has left the installation's feed, and that is a change of it.
        counted = self._councils.values() if asked.kind is Kind.INSTALLATION else councils
        changes = [council.changed_at for council in counted]
        # Revisions only rise and councils are never removed, so their sum only rises; who sits where is another.
        revisions = str(sum(council.revision for council in counted))
        if person is not None:
            revisions = f"{person.revision}.{revisions}"
            changes += [person.changed_at] if person.changed_at else []
        changed_at = max((*changes, self._changed_at))
        zones = tuple(sorted({council.zone for council in councils})) or (self._zone,)
        code = asked.code or language
        options = f"{code}{'d' if asked.deadlines else ''}"
        options += "" if asked.alarm is None else f"a{asked.alarm}"
        # The time, since a database put back from a copy counts to the same revision once more.
        stamp = f"{int(changed_at.timestamp()):x}"
        return Standing(
            kind=asked.kind,
            id=id_,
            key=asked.kind if asked.kind is Kind.INSTALLATION else f"{asked.kind}:{id_}",
            name=name,
            councils=council_ids,
            zones=zones,
            code=code,
            deadlines=asked.deadlines,
            alarm=asked.alarm,
            tag=f"{name}-{revisions}-{stamp}-{options}-{self._edition.of(zones)}",
            changed_at=changed_at,
        )


def load(session: Session, *, edition: Edition, language: str, zone: str) -> Index:
    """The epoch is read first: what is read after it is as new or newer, so a later change is never taken for seen."""
    epoch = store.epoch(session)
    _, changed_at = store.edition(session)
    councils = store.council_states(session)
    return Index(
        epoch, councils, changed_at=changed_at, edition=edition, language=language, zone=zone
    )
