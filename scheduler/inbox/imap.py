"""The mailbox that takes answers and returned letters, read by IMAP. A mail leaves it once it has been written down."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from imap_tools import (
    A,
    BaseMailBox,
    ImapToolsError,
    MailBox,
    MailBoxStartTls,
    MailBoxUnencrypted,
    MailMessageFlags,
)

from scheduler.config import Inbox, Security
from scheduler.db.session import Database, writing
from scheduler.errors import N_, ConfigError, KallelseError, MailboxFault
from scheduler.inbox import receive
from scheduler.inbox.reading import MAX_OCTETS
from scheduler.links import Signer

log = logging.getLogger("kallelse")
_CLASSES = {
    Security.TLS: MailBox,
    Security.STARTTLS: MailBoxStartTls,
    Security.NONE: MailBoxUnencrypted,
}
_BATCH = 50
_SECONDS = 30
_UNSET = N_("[inbox.host] is not set, so there is no mailbox to read.")
_REFUSED = N_("The mailbox %(user)s at %(host)s could not be read: %(words)s")


def read_mailbox(database: Database, inbox: Inbox, signer: Signer, *, now: datetime) -> int:
    """Reads what is unread, at most fifty. Gives how many.

    Each is written down in a transaction of its own, and only then marked as read and moved to the folder
    `[inbox] done`; one that was read twice has effect once. One that cannot be written down stays unread, and those
    behind it are read.

    Raises: ConfigError where no mailbox is set; MailboxFault with the server's own words.
    """
    if inbox.host is None:
        raise ConfigError(_UNSET)
    count = 0
    with _opened(inbox) as mailbox:
        if not mailbox.folder.exists(inbox.done):
            mailbox.folder.create(inbox.done)
        for uid, octets in _unread(mailbox):
            try:
                with writing(database, now) as session:
                    row = receive.receive_mail(session, octets, signer, now=now)
            except KallelseError:
                raise
            except Exception:
                log.exception("mail %s could not be written down", uid)
                continue
            log.info("mail %s read: %s", uid, f"{row.fate} {row.reason}" if row else "known")
            mailbox.flag(uid, MailMessageFlags.SEEN, True)
            mailbox.move(uid, inbox.done)
            count += 1
    return count


def _unread(mailbox: BaseMailBox) -> Iterator[tuple[str, bytes]]:
    """Of one that is larger than we read, only as much as shows that it is."""
    for uid in mailbox.uids(A(seen=False))[:_BATCH]:
        answer = mailbox.client.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MAX_OCTETS + 1}>)")
        parts = [part for part in answer[1] if isinstance(part, tuple)]
        if parts:
            yield uid, bytes(parts[0][1])


@contextmanager
def _opened(inbox: Inbox) -> Iterator[BaseMailBox]:
    """Raises: MailboxFault, also for what fails while it is open."""
    try:
        mailbox = _CLASSES[inbox.security](inbox.host, inbox.port, timeout=_SECONDS)
        try:
            mailbox.login(inbox.username or "", inbox.secret() or "", inbox.folder)
        except Exception:  # the library leaves the connection open
            mailbox.client.shutdown()
            raise
        with mailbox:
            yield mailbox
    except (ImapToolsError, OSError) as error:
        words = " ".join(str(error).split())[:300]
        raise MailboxFault(
            _REFUSED, user=inbox.username or "", host=inbox.host, words=words
        ) from error
