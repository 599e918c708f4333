"""What the mail server stored against what the outbox says."""

from collections import Counter
from dataclasses import dataclass

from scheduler.db.session import Database, reading
from scheduler.mail import queries
from scheduler.mail.rows import LIVE, OutboxMessage, State
from tests.mailserver import MailServer

HEAD = (
    f"{'case':28} {'database':9} {'kills':>5} {'mails':>6} {'lost':>5} {'extra':>6} "
    f"{'a kill':>6} {'over 2':>6} {'unsure':>6} {'s':>6}"
)


@dataclass
class Tally:
    """One line of the table. `lost`: said to be sent and never stored, or ended without a reason; must be 0."""

    case: str
    database: str
    kills: int
    mails: int
    lost: int
    extra: int
    above_two: int
    states: Counter[str]
    faults: list[str]
    seconds: float = 0.0

    def line(self) -> str:
        rate = f"{self.extra / self.kills:.2f}" if self.kills else "–"
        return (
            f"{self.case:28} {self.database:9} {self.kills:5} {self.mails:6} {self.lost:5} "
            f"{self.extra:6} {rate:>6} {self.above_two:6} {self.states['uncertain']:6} "
            f"{self.seconds:6.0f}  {'; '.join(self.faults) or 'ok'}"
        )


def tally(case: str, database: Database, relay: MailServer, *, kills: int = 0) -> Tally:
    """Copies above one must each be a recorded ambiguity, and nobody gets three."""
    copies = relay.copies
    with reading(database) as session:
        rows = queries.all_letters(session)
    lost = sum(_is_lost(row, copies) for row in rows)
    above_two = sum(count > 2 for count in copies.values())
    silent = sum(copies[row.message_id] > 1 + row.ambiguous + row.asked for row in rows)
    counts = {
        "lost": lost,
        "unexpected": len(set(copies) - {row.message_id for row in rows}),
        "doubled in silence": silent,
        "got more than two": above_two,
        "still open": sum(row.state in LIVE for row in rows),
    }
    return Tally(
        case=case,
        database="SQLite" if database.is_sqlite else "PostgreSQL",
        kills=kills,
        mails=len(rows),
        lost=lost,
        extra=sum(count - 1 for count in copies.values()),
        above_two=above_two,
        states=Counter(row.state for row in rows),
        faults=[f"{count} {what}" for what, count in counts.items() if count],
    )


def _is_lost(row: OutboxMessage, copies: Counter[str]) -> bool:
    if row.state == State.SENT:
        return copies[row.message_id] == 0
    # Any other end is told with its reason; an ambiguity is told as uncertain.
    return row.state not in (*LIVE, State.UNCERTAIN) and not row.reason
