"""The jobs of outgoing mail: order it, send it, report what failed, and check the hints."""

import logging
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from scheduler.councils import store as councils
from scheduler.db.session import reading, writing
from scheduler.errors import KallelseError
from scheduler.jobs import seats
from scheduler.jobs.context import WorkerContext
from scheduler.mail import heartbeats, queries, send
from scheduler.mail.relay import store as relays
from scheduler.mail.transport import Transport
from scheduler.notices import load_situation, order_letters, plan, still_valid
from scheduler.notices import store as notices
from scheduler.notices.compose import MailSetup
from scheduler.notices.digest import report
from scheduler.notices.digest.mishaps import SEEN_FOR
from scheduler.notices.store import Ref

log = logging.getLogger("kallelse")
_TICK_SECONDS = 8.0
_AFTER_A_FAULT = timedelta(minutes=1)
BATCH = 100


def issue_due(context: WorkerContext) -> bool:
    """Orders what is due, for at most 8 s; True where there was anything to look at, so that more may be left."""
    began = time.monotonic()
    now = context.clock.now()
    with reading(context.database) as session:
        may_order = relays.may_order(session)
        refs = notices.refs_due(session, now=now, limit=BATCH) if may_order else []
    setup = context.mail_setup() if refs else None
    for ref in refs:
        assert setup
        _issue_all(context, ref, setup, now)
        if time.monotonic() - began > _TICK_SECONDS:
            break
    return bool(refs)


def _issue_all(context: WorkerContext, ref: Ref, setup: MailSetup, now: datetime) -> None:
    try:
        seats.fill_seats(context.database, ref, now=now)
        while key := order_letters.order_next(context.database, ref, setup, now=now, at=context.at):
            log.info("took up %s", key)
    except KallelseError:
        raise
    except Exception:  # one failing notice must not stop the next
        log.exception("could not issue for %s %s", ref.owner, ref.id)
        with writing(context.database, now) as session:
            notices.set_next_due(session, ref, now + _AFTER_A_FAULT, seen=None)


def tell_secretaries(context: WorkerContext) -> bool:
    """Orders the report on letters that came to grief, where no earlier one has told of them. True where it did.

    Of a mail that was never ordered there is no letter, one that went late looks like any other, and one may be tried
    for hours: those are found when the plan is counted (`recount`).
    """
    since = context.clock.now() - SEEN_FOR
    with reading(context.database) as session:
        ids = (council.id for council in councils.councils(session))
        troubled = [n for n in ids if notices.troubled_refs(session, n, since=since)]
    return _tell(context, troubled)


def _tell(context: WorkerContext, council_ids: Iterable[int]) -> bool:
    """One council's fault keeps no other from being told."""
    now, told = context.clock.now(), False
    with reading(context.database) as session:
        ids = list(council_ids) if relays.may_order(session) else []
    setup = context.mail_setup() if ids else None
    for council_id in ids:
        assert setup
        try:
            key = report.order_report(context.database, council_id, setup, now=now, at=context.at)
        except KallelseError:
            raise
        except Exception:
            log.exception("could not tell the secretaries of council %s", council_id)
            continue
        if key:
            log.info("took up %s", key)
            told = True
    return told


def send_all(context: WorkerContext, transport: Transport) -> int:
    """Sends until nothing can be claimed. Gives the number of letters taken in hand."""
    return context.sender(transport).send_while(lambda: True)


def sweep(context: WorkerContext) -> None:
    send.sweep(
        context.database, owner=context.owner, check=still_valid.check_letter, clock=context.clock
    )


def recount(context: WorkerContext, *, tells: bool = True) -> int:
    """Computes every hint anew; one that was wrong is an error in the log. Gives how many were.

    With `tells` the secretaries are told of what it sees gone wrong, where no report has done so.
    """
    wrong = 0
    with reading(context.database) as session:
        council_ids = [council.id for council in councils.councils(session)]
    for council_id in council_ids:
        now = context.clock.now()
        # Read without a lock, under which no letter could leave; written only where nothing was touched since.
        with reading(context.database, snapshot=True) as session:
            looked = [
                (s, plan.next_due_at(s, now))
                for s in load_situation.council_situations(session, council_id)
            ]
        for s, true in looked:
            ref, hint = notices.make_ref(**s.owner), (s.meeting or s.year).next_due_at
            # What could not be ordered is tried again a little later, on purpose.
            if hint and true and true <= now < hint <= now + order_letters.LATER:
                continue
            if true is not None and (hint is None or hint > max(true, now)):
                wrong += 1
                log.error("wrong hint for %s %s: %s, should be %s", ref.owner, ref.id, hint, true)
            if true != hint:
                with writing(context.database, now) as session:
                    notices.set_next_due(session, ref, true, seen=s.touched)
    if wrong:
        with writing(context.database, context.clock.now()) as session:
            heartbeats.count_wrong_hints(session, context.owner, wrong)
    if tells:
        _tell(context, council_ids)
    return wrong


def run_until_idle(context: WorkerContext) -> int:
    """What `worker --once` and a rehearsal do: rounds until nothing is due or claimable. Gives the letters sent."""
    transport, count = context.transport(), 0
    try:
        while True:
            sweep(context)
            ordered = issue_due(context)
            handled = send_all(context, transport)
            count += handled
            if not ordered and not handled and not tell_secretaries(context):
                return count
    finally:
        transport.close()


def next_event(context: WorkerContext) -> datetime | None:
    """The earliest instant at which there will be something to do: a notice or a letter that waits. UTC."""
    with reading(context.database) as session:
        instants = [notices.earliest_due(session), queries.next_try_at(session)]
    return min((at for at in instants if at is not None), default=None)
