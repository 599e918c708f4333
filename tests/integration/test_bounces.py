"""Letters that come back: which letter, what it means for the next one, and that a stranger cannot make it up."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.db.session import reading, writing
from scheduler.inbox.rows import Fate, IncomingMail, Why
from scheduler.links import Links
from scheduler.mail import delivery_reports
from scheduler.mail.rows import MailEvent, OutboxMessage, State
from scheduler.notices.kinds import Kind
from tests import build, incoming_mail
from tests.integration.test_inbox import NOW, Post

GONE = {"action": "failed", "status": "5.1.1", "words": "550 5.1.1 User unknown"}
FULL = {"action": "failed", "status": "5.2.2", "words": "552 5.2.2 Mailbox full"}
LATE = {"action": "delayed", "status": "4.4.1", "words": "421 4.4.1 no answer"}


@pytest.fixture
def post(sqlite, config):
    return Post(sqlite, config)


def kallelse(post: Post) -> OutboxMessage:
    found = build.letters(post.database, Kind.KALLELSE)
    return next(row for row in found if row.recipient == "member.1@example.org")


def sender_of(post: Post, row: OutboxMessage) -> str:
    return Links("https://moten.example.org", post.signer).envelope_sender("example.org", row.id)


def returned(post: Post, told: dict[str, str], now=NOW, **more: str) -> IncomingMail:  # type: ignore[no-untyped-def]
    to = more.pop("to", sender_of(post, kallelse(post)))
    return post.come(incoming_mail.report(to=to, **told, **more), now)


def suppressed(post: Post) -> dict[str, str]:
    with reading(post.database) as session:
        return delivery_reports.suppressed_addresses(session, ["member.1@example.org"])


def test_a_dead_address_is_told_and_gets_no_more_mail(post):
    assert returned(post, GONE).fate == Fate.REPORTED

    row = kallelse(post)
    assert row.state == State.SENT
    assert row.bounced_at == NOW
    assert suppressed(post) == {"member.1@example.org": "smtp; 550 5.1.1 User unknown"}
    build.work(post.database, post.config, build.stockholm("2022-02-18 09:00"))
    reminders = build.letters(post.database, Kind.REPLY_REMINDER)
    states = {row.recipient: row.state for row in reminders}
    assert states["member.1@example.org"] == State.SUPPRESSED
    assert states["member.2@example.org"] == State.SENT


DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.mark.parametrize(
    "reports, dies",
    [
        ([(LATE, n * DAY) for n in range(5)], True),
        ([(LATE, n * HOUR) for n in range(6)], False),
        ([(LATE, n * DAY) for n in (0, 1, 2, 3, 8)], False),
        ([(FULL, n * DAY) for n in range(4)] + [(LATE, 4 * DAY)], False),
    ],
    ids=["five days", "one day", "not of a week", "of another kind"],
)
def test_late_is_not_lost_until_it_has_been_late_for_five_days_of_seven(post, reports, dies):
    for told, after in reports:
        assert suppressed(post) == {}
        returned(post, told, NOW + after, returned=f"<{after}@x.example>")

    assert list(suppressed(post)) == (["member.1@example.org"] if dies else [])


def in_words(post: Post, text: str = incoming_mail.QMAIL, **headers: str) -> IncomingMail:
    return post.come(incoming_mail.plain_report(text, to="svar@example.org", **headers))


@pytest.mark.parametrize("header", ["In_Reply_To", "X_Original_Message_ID"])
@pytest.mark.parametrize("text", [incoming_mail.QMAIL, incoming_mail.EXIM], ids=["qmail", "Exim"])
@pytest.mark.parametrize(
    "machine",
    [{}, {"sender": "system@mx.example.net", "Return_Path": "<>"}],
    ids=["MAILER-DAEMON", "empty return path"],
)
def test_a_report_in_words_is_of_the_letter_that_it_answers_and_its_recipient_is_dead(
    post, header, text, machine
):
    """The report speaks of another address too, as one does where a letter was forwarded."""
    headers = {header: kallelse(post).message_id, "recipient": "member.2@example.org", **machine}

    assert in_words(post, text, **headers).fate == Fate.REPORTED

    assert kallelse(post).bounced_at == NOW
    with reading(post.database) as session:
        addresses = [f"member.{n}@example.org" for n in (1, 2, 3)]
        assert list(delivery_reports.suppressed_addresses(session, addresses)) == [
            "member.1@example.org"
        ]


@pytest.mark.parametrize("said", ["5.7.1 denied", "sorry", "5.2.2 Mailbox full"])
def test_words_about_something_else_leave_the_address_alive(post, said):
    """What the returned letter holds below them counts for nothing."""
    mail = in_words(post, In_Reply_To=kallelse(post).message_id, said=said)

    assert mail.fate == Fate.REPORTED
    assert kallelse(post).bounced_at == NOW
    assert suppressed(post) == {}


def test_a_report_in_words_that_names_no_letter_of_ours_kills_nobody(post):
    assert in_words(post, In_Reply_To="<other@example.net>").reason == Why.OTHER_REPORT
    assert kallelse(post).bounced_at is None


@pytest.mark.parametrize(
    "headers",
    [
        {"sender": "member.1@example.org"},
        {"sender": "member.1@example.org", "Return_Path": "<>", "text": "Jag är åter 5.1.22."},
    ],
    ids=["a person", "an out-of-office note"],
)
def test_what_a_person_writes_is_no_report(post, headers):
    mail = in_words(post, **{**headers, "In_Reply_To": kallelse(post).message_id})

    assert mail.fate in (Fate.WAITING, Fate.IGNORED)
    assert kallelse(post).bounced_at is None
    assert suppressed(post) == {}


@pytest.mark.parametrize("is_said", [True, False])
def test_a_read_receipt_waits_for_nobody(post, is_said):
    of = post.about()

    mail = post.come(incoming_mail.receipt(to=of.to, sender=of.attendee, is_said=is_said))

    assert (mail.fate, mail.reason) == (Fate.IGNORED, Why.RECEIPT)


def test_a_forged_or_foreign_report_has_no_effect(post):
    address = sender_of(post, kallelse(post))
    forged = address.replace("@", "x@")

    for to in (forged, "studs@example.org"):
        assert returned(post, GONE, to=to, returned="<other@example.net>").fate == Fate.IGNORED
    late = NOW + timedelta(days=31)  # the token lives for thirty days
    assert returned(post, GONE, late).fate == Fate.IGNORED

    assert kallelse(post).bounced_at is None
    assert suppressed(post) == {}


DELIVERED = {"action": "delivered", "status": "2.0.0", "words": "250 2.0.0 OK"}


@pytest.mark.parametrize("state", list(State))
def test_delivered_settles_what_was_uncertain_and_nothing_else(post, state):
    """What waits or is under way has its own settling; what has ended is reopened by a person alone."""
    row = kallelse(post)
    with writing(post.database, NOW) as session:
        kept = session.get(OutboxMessage, row.id)
        assert kept
        kept.state, kept.sent_at = state, None

    assert returned(post, DELIVERED).fate == Fate.REPORTED

    after = kallelse(post)
    if state is State.UNCERTAIN:
        assert (after.state, after.sent_at) == (State.SENT, NOW)
    else:
        assert (after.state, after.sent_at, after.token) == (state, None, row.token)
    with reading(post.database) as session:
        assert [event.message_id for event in session.scalars(select(MailEvent))] == [row.id]
