"""A test mail, sent at once past the outbox, and what is likely wrong where the mail server does not take it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import make_msgid
from typing import NamedTuple

from scheduler.config import Mail, MailMode
from scheduler.errors import N_, DeliveryError
from scheduler.language import Language
from scheduler.mail import message
from scheduler.mail.maildir import CaptureTransport
from scheduler.mail.smtp import Patience, SmtpTransport
from scheduler.mail.transport import Envelope, Stage, Transport

_PATIENCE = Patience(connect=8, step=15, data=15, block=15, dot=30)
"""A person waits for it."""
_CAUSES: Mapping[str, str] = {
    Stage.CONNECT: N_(
        "No connection to the mail server. Check [mail] host, port and security, and that a firewall lets it through."
    ),
    Stage.AUTH: N_(
        "The mail server does not accept our login. Check [mail] username and password."
    ),
    Stage.MAIL: N_("The mail server does not accept our sender address. Check [mail] from."),
    Stage.RCPT: N_(
        "The mail server does not accept the address it is to. Check the spelling, "
        "and that the server may send to others than its own."
    ),
}
_OTHER = N_("The mail server did not take the mail.")


class Failure(NamedTuple):
    """What is likely wrong, in plain words, and what the server itself said."""

    cause: str
    words: str


def send_test_mail(
    mail: Mail, *, to: str, number: str, site: str, says: Language, now: datetime
) -> Failure | None:
    """Sends one mail with the number; None where it was taken. It waits for the network: no transaction."""
    letter = message.Mail(
        message_id=make_msgid(domain=mail.sender.partition("@")[2]),
        from_name=site,
        from_address=mail.sender,
        to_name="",
        to_address=to,
        subject=says("Test mail from %(site)s: %(number)s", site=site, number=number),
        text="\n\n".join(
            (
                says("The mail arrives. Write this number on the page where you asked for it:"),
                number,
                says("If you have not asked for it, you need not do anything."),
            )
        ),
        language=says.code,
        made_at=now,
        key="test",
    )
    transport: Transport = SmtpTransport(mail, _PATIENCE)
    if mail.mode is MailMode.CAPTURE:
        transport = CaptureTransport(mail.folder)

    def send() -> None:
        transport.begin(Envelope(0, mail.sender, to, message.octets(letter)))
        transport.dot()

    return _failure_of(transport, send)


def check_login(mail: Mail) -> Failure | None:
    """Connects to the mail server and signs in; None where both went well. Nothing is sent."""
    transport = SmtpTransport(mail, _PATIENCE)
    return _failure_of(transport, transport.knock)


def _failure_of(transport: Transport, action: Callable[[], None]) -> Failure | None:
    try:
        action()
    except DeliveryError as error:
        transport.abandon()
        return Failure(_CAUSES.get(error.stage, _OTHER), error.reply)
    finally:
        transport.close()
    return None
