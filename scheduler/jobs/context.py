"""What a worker's jobs need: database, settings, clock, and the worker's name."""

import os
import secrets
import socket
from dataclasses import dataclass, field

from scheduler.clock import Clock
from scheduler.config import Config, MailMode
from scheduler.db.session import Database, reading
from scheduler.mail import send
from scheduler.mail.maildir import CaptureTransport
from scheduler.mail.relay.store import Rate
from scheduler.mail.smtp import Patience, SmtpTransport
from scheduler.mail.transport import Transport
from scheduler.notices import compose, still_valid
from scheduler.notices.compose import MailSetup
from scheduler.notices.kinds import Kind


def run_id() -> str:
    """Names one run of one worker."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"


@dataclass(frozen=True, slots=True)
class WorkerContext:
    """All that a worker needs, made once. Each job reads the clock once."""

    database: Database
    config: Config
    clock: Clock
    owner: str = field(default_factory=run_id)
    at: send.At = send.nothing
    patience: Patience = field(default_factory=Patience)

    @property
    def rate(self) -> Rate:
        """The brakes are off where mail is captured."""
        captured = self.config.mail.mode is MailMode.CAPTURE
        return Rate(None if captured else self.config.mail.per_minute)

    def mail_setup(self) -> MailSetup:
        with reading(self.database) as session:
            return compose.mail_setup(session, self.config)

    def transport(self) -> Transport:
        mail = self.config.mail
        return (
            CaptureTransport(mail.folder)
            if mail.mode is MailMode.CAPTURE
            else SmtpTransport(mail, self.patience)
        )

    def sender(self, transport: Transport, *, spare: bool = False) -> send.Sender:
        return send.Sender(
            database=self.database,
            clock=self.clock,
            transport=transport,
            check=still_valid.check_letter,
            owner=self.owner,
            rate=self.rate,
            at=self.at,
            spare=spare,
            fickle=(Kind.DIGEST,),
        )
