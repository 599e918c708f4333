"""What the mail server stored against what the outbox says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from scheduler.db.session import Database, reading
from scheduler.mail import queries
from scheduler.mail.rows import LIVE, OutboxMessage, State


@dataclass
class Tally:
    """One line of the table. `lost`: said to be sent and never stored, or ended without a reason; must be 0."""

    case: str
    database: str
    runs: int
    kills: int
    mails: int
    lost: int
    extra: int
    above_two: int
    uncertain: int
    open: int
    states: Counter[str]
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def line(self) -> str:
        rate = f"{self.extra / self.kills:.2f}" if self.kills else "–"
        good = "ok" if not self.faults else "; ".join(self.faults)
        return (
            f"{self.case:28} {self.database:9} {self.runs:5} {self.kills:5} {self.mails:6} "
            f"{self.lost:5} {self.extra:6} {rate:>6} {self.above_two:6} {self.uncertain:6} "
            f"{self.seconds:6.0f}  {good}"
        )


HEAD = (
    f"{'case':28} {'database':9} {'runs':>5} {'kills':>5} {'mails':>6} {'lost':>5} {'extra':>6} "
    f"{'a kill':>6} {'over 2':>6} {'unsure':>6} {'s':>6}"
)


def tally(
    case: str, database: Database, copies: Counter[str], *, kills: int = 0, runs: int = 1
) -> Tally:
    """Copies above one must each be a recorded ambiguity, and nobody gets three."""
    with reading(database) as session:
        rows = queries.all_letters(session)
    known = {row.message_id: row for row in rows}
    made = Tally(
        case=case,
        database="SQLite" if database.is_sqlite else "PostgreSQL",
        runs=runs,
        kills=kills,
        mails=len(rows),
        lost=sum(_is_lost(row, copies) for row in rows),
        extra=sum(count - 1 for count in copies.values()),
        above_two=sum(count > 2 for count in copies.values()),
        uncertain=sum(row.state == State.UNCERTAIN for row in rows),
        open=sum(row.state in LIVE for row in rows),
        states=Counter(row.state for row in rows),
    )
    unknown = set(copies) - set(known)
    silent = [
        row.id
        for row in rows
        if copies[row.message_id] > 1 + row.ambiguous + row.asked and row.message_id in copies
    ]
    if made.lost:
        made.faults.append(f"{made.lost} lost")
    if unknown:
        made.faults.append(f"{len(unknown)} unexpected")
    if silent:
        made.faults.append(f"{len(silent)} doubled in silence")
    if made.above_two:
        made.faults.append("somebody got three")
    if made.open:
        made.faults.append(f"{made.open} still open")
    return made


def _is_lost(row: OutboxMessage, copies: Counter[str]) -> bool:
    if row.state == State.SENT:
        return copies[row.message_id] == 0
    # Any other end is told with its reason; an ambiguity is told as uncertain.
    return row.state not in (*LIVE, State.UNCERTAIN) and not row.reason
