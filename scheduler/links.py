"""The addresses that stand in letters, and the signed tokens in them."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import quote

from scheduler.errors import LinkExpired, NotFound

_MAC_OCTETS = 16  # 128 bits


class Purpose(StrEnum):
    """What a token may be used for; a token of one purpose is nothing for another."""

    PAGE = "m"
    FEED = "f"
    REPLY = "r"
    UNSUBSCRIBE = "u"
    ENVELOPE = "b"


class Claim(NamedTuple):
    """What a token says once its MAC is right: for whom, which version of that person's links, and what of theirs."""

    purpose: Purpose
    subject: int
    version: int
    detail: str


class Signer:
    """Makes and reads tokens. Nothing is stored: purpose + subject + version + detail + MAC of 128 bits."""

    def __init__(self, secret: bytes):
        self._secret = secret

    def token(self, purpose: Purpose, subject: int, *, version: int = 0, detail: str = "") -> str:
        """A token of a–z, 0–9, `-` and `.`: safe in an address' local part, which some servers fold to lower case."""
        head = f"{subject}-{version}" + (f"-{detail}" if detail else "")
        return f"{head}.{self._mac(purpose, head)}"

    def read(self, purpose: Purpose, token: str) -> Claim:
        """Raises: NotFound where the token is not ours (compared in constant time)."""
        head, _, mac = token.rpartition(".")
        if not hmac.compare_digest(mac.encode(), self._mac(purpose, head).encode()):
            raise NotFound
        parts = head.split("-", 2)
        try:
            return Claim(purpose, int(parts[0]), int(parts[1]), parts[2] if parts[2:] else "")
        except (ValueError, IndexError) as error:
            raise NotFound from error

    def _mac(self, purpose: Purpose, head: str) -> str:
        digest = hmac.new(self._secret, f"{purpose}:{head}".encode(), hashlib.sha256).digest()
        return base64.b32encode(digest[:_MAC_OCTETS]).decode().rstrip("=").lower()


def must_be_current(claim: Claim, version: int) -> None:
    """Raises: LinkExpired where the person has changed links since the token was made."""
    if claim.version != version:
        raise LinkExpired


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of one installation. `base` has no slash at its end.

    `mailbox` is the one that reads answers from calendars; None: nobody reads them.
    """

    base: str
    signer: Signer
    mailbox: str | None = None

    def page(self, person_id: int, version: int) -> str:
        return f"{self.base}/m/{self.signer.token(Purpose.PAGE, person_id, version=version)}"

    def meeting_page(
        self, person_id: int, version: int, council: str, number: int, *, reply: str = ""
    ) -> str:
        """With `reply`, `yes` or `no`, it opens with that chosen in its form; only a press there sends the reply."""
        page = f"{self.page(person_id, version)}/{council}/meetings/{number}"
        return f"{page}?reply={reply}#svar" if reply else page

    def own_calendar(self, person_id: int, version: int) -> str:
        """Where the person chooses how to have the meetings in their calendar, and subscribes."""
        return f"{self.page(person_id, version)}/details#kalender"

    def own_year_file(self, person_id: int, version: int, council: str, year: int) -> str:
        """A calendar file with the person's meetings of one year, to put into a calendar once."""
        return f"{self.page(person_id, version)}/{council}/years/{year}.ics"

    def unsubscribe(self, person_id: int, version: int, kind: str) -> str:
        detail = kind.replace("_", "-")
        token = self.signer.token(Purpose.UNSUBSCRIBE, person_id, version=version, detail=detail)
        return f"{self.base}/u/{token}"

    def council(self, council: str) -> str:
        return f"{self.base}/{council}"

    def mail(self, council: str, key: str) -> str:
        """The secretary's page of one mail, where it can be read, held, skipped or sent now."""
        return f"{self.base}/admin/{council}/mail/letter?key={quote(key, safe='/@:')}"

    def kept_page(self, council: str, page: str) -> str:
        """The secretary's page of that name, as `mail` or `meetings/3`."""
        return f"{self.base}/admin/{council}/{page}"

    def calendar(self, council: str = "", form: str = "ics") -> str:
        """The feed of the council, else that of the installation, as `ics`, `json` (jCal) or `atom`."""
        return f"{self.council(council) if council else self.base}/calendar.{form}"

    def personal_feed(self, person_id: int, feed_version: int) -> str:
        """It cannot be made into the page's address: calendars are shared, and a feed must not answer for anyone."""
        token = self.signer.token(Purpose.FEED, person_id, version=feed_version)
        return f"{self.base}/f/{token}.ics"

    def meeting(self, council: str, number: int) -> str:
        return f"{self.base}/{council}/meetings/{number}"

    def meeting_file(self, council: str, number: int, *, code: str = "") -> str:
        """A calendar file with this meeting alone, in the council's language unless `code` is given."""
        return f"{self.meeting(council, number)}.ics" + (f"?lang={code}" if code else "")

    def reply_address(self, meeting_id: int, person_id: int) -> str:
        """`svar+<token>@…`: meeting and member. It never changes, whatever versions are raised (RFC 5546 §3.2.2.4).

        Only where there is a mailbox.
        """
        assert self.mailbox
        local, _, domain = self.mailbox.partition("@")
        token = self.signer.token(Purpose.REPLY, person_id, detail=str(meeting_id))
        return f"{local}+{token}@{domain}"

    def envelope_sender(self, domain: str, row_id: int) -> str:
        """`b+<row>.<MAC>@…`, so that a bounce names its letter."""
        return f"b+{self.signer.token(Purpose.ENVELOPE, row_id)}@{domain}"
