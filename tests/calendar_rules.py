"""What must be true of every calendar object and of every mail with one, whoever reads it (RFC 5545, 5546, 6047).

Read by lines and octets alone, so that no library's kindness hides a fault.
"""

import email
import email.policy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.message import EmailMessage

TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "NAME", "COLOR", "X-WR-CALNAME", "X-WR-CALDESC", "UID",
         "X-WR-TIMEZONE", "PRODID", "X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-DISALLOW-COUNTER")  # fmt: skip
FEED_ONLY = ("NAME", "X-WR-CALNAME", "X-WR-CALDESC", "X-WR-TIMEZONE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "SOURCE",
             "COLOR", "DESCRIPTION", "URL")  # fmt: skip
REPEATING = ("RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID")
UTC = re.compile(r"\d{8}T\d{6}Z")
PARAMETER = re.compile(r';([A-Z-]+)=("[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*)')


@dataclass
class Component:
    name: str
    lines: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[str]:
        return [value for key, _, value in self.lines if key == name]

    def one(self, name: str) -> str:
        (found,) = self.all(name)
        return found

    def parameters(self, name: str) -> dict[str, str]:
        (found,) = (parameters for key, parameters, _ in self.lines if key == name)
        return found

    def within(self, name: str) -> list["Component"]:
        return [part for part in self.parts if part.name == name]


def calendar(octets: bytes) -> Component:
    """The VCALENDAR of a feed or a mail, once its octets and what holds for both are right."""
    top = Component("")
    stack = [top]
    for name, parameters, value in _content(_lines(octets)):
        if name == "BEGIN":
            stack.append(Component(value))
            stack[-2].parts.append(stack[-1])
        elif name == "END":
            assert stack.pop().name == value
        else:
            stack[-1].lines.append((name, parameters, value))
    assert stack == [top]
    (found,) = top.parts
    _object(found)
    return found


def _lines(octets: bytes) -> list[str]:
    """Unfolded: at most 75 octets, CRLF, no character torn apart, nothing that cannot be seen."""
    assert octets.endswith(b"\r\n")
    assert not octets.startswith(b"\xef\xbb\xbf")
    rest = octets.replace(b"\r\n", b"")
    assert b"\r" not in rest
    assert b"\n" not in rest
    physical = octets.split(b"\r\n")[:-1]
    assert max(map(len, physical)) <= 75
    assert all(physical)
    unfolded: list[str] = []
    for line in (one.decode("utf-8", errors="strict") for one in physical):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]", line)
        if line.startswith(" "):
            unfolded[-1] += line[1:]
        else:
            unfolded.append(line)
    return unfolded


def _content(lines: Iterable[str]) -> Iterator[tuple[str, dict[str, str], str]]:
    for line in lines:
        found = re.match(r"([A-Z0-9-]+)", line)
        assert found, line
        rest, parameters = line[found.end() :], {}
        while rest.startswith(";"):
            one = PARAMETER.match(rest)
            assert one, line
            assert one[1] not in parameters, line
            parameters[one[1]] = one[2].strip('"')
            rest = rest[one.end() :]
        assert rest.startswith(":"), line
        yield found[1], parameters, rest[1:]


def _object(of: Component) -> None:
    assert of.name == "VCALENDAR"
    assert of.one("VERSION") == "2.0"
    assert of.one("CALSCALE") == "GREGORIAN"
    assert of.one("PRODID").startswith("-//Kallelse//Kallelse 1.0//")
    assert not of.all("UID")  # a real vdirsyncer then stored one event of six
    zones = {zone.one("TZID") for zone in of.within("VTIMEZONE")}
    assert len(zones) == len(of.within("VTIMEZONE"))
    assert {part.name for part in of.parts} <= {"VTIMEZONE", "VEVENT"}
    uids = [event.one("UID") for event in of.within("VEVENT")]
    assert len(uids) == len(set(uids))
    for event in of.within("VEVENT"):
        _event(event, zones)
    for component in (of, *of.within("VEVENT")):
        for name, _, value in component.lines:
            if name in TEXTS:
                # Only \\ \; \, and \n; no bare comma or semicolon (RFC 5545 §3.3.11).
                assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,n])*", value), (name, value)


def _event(event: Component, zones: set[str]) -> None:
    assert re.fullmatch(r"(?:d-)?m-[!-~]{1,240}@moten\.example\.org", event.one("UID"))
    assert int(event.one("SEQUENCE")) >= 0
    for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
        assert UTC.fullmatch(event.one(name)), name
    assert not [name for name in REPEATING if event.all(name)]
    if event.one("UID").startswith("d-"):  # a deadline is a whole day
        assert event.parameters("DTSTART") == {"VALUE": "DATE"}
    starts, ends = event.one("DTSTART"), event.one("DTEND")
    assert starts < ends
    for name in ("DTSTART", "DTEND"):
        parameters = event.parameters(name)
        if parameters == {"VALUE": "DATE"}:
            assert event.one("TRANSP") == "TRANSPARENT"
            assert date.fromisoformat(ends) == date.fromisoformat(starts) + timedelta(days=1)
        else:
            assert set(parameters) == {"TZID"}
            assert parameters["TZID"] in zones
            assert datetime.fromisoformat(event.one(name)).tzinfo is None  # never with a Z
    busy = {"OPAQUE": "BUSY", "TRANSPARENT": "FREE"}[event.one("TRANSP")]
    assert event.one("X-MICROSOFT-CDO-BUSYSTATUS") == busy  # Outlook is reported to go by it
    assert event.one("CLASS") == "PUBLIC"
    assert event.all("STATUS") in ([], ["CONFIRMED"], ["CANCELLED"])
    is_cancelled = event.all("STATUS") == ["CANCELLED"]
    assert re.match("(INSTÄLLT|CANCELLED): ", event.one("SUMMARY")) or not is_cancelled
    assert event.one("TRANSP") == "TRANSPARENT" or not is_cancelled
    for url in event.all("URL"):
        assert re.fullmatch(r"https://[!-~]+", url)


def feed(octets: bytes, *, alarms: bool = False) -> Component:
    """A feed, or a file with one meeting: nobody is invited by it, and DTSTAMP is when it last changed."""
    found = calendar(octets)
    assert not found.all("METHOD")
    for event in found.within("VEVENT"):
        assert not event.all("ATTENDEE") + event.all("ORGANIZER")
        assert event.one("DTSTAMP") == event.one("LAST-MODIFIED")
        assert event.one("STATUS")
        assert alarms or not event.parts
    return found


def invitation(octets: bytes, method: str, *, to: str) -> Component:
    """A REQUEST or CANCEL to one person (RFC 5546 §3.2.2, §3.2.5)."""
    found = calendar(octets)
    assert found.one("METHOD") == method
    assert not [name for name in FEED_ONLY if found.all(name)]
    (event,) = found.within("VEVENT")
    assert event.one("ATTENDEE") == f"mailto:{to}"
    attendee = event.parameters("ATTENDEE")
    assert (attendee["CUTYPE"], attendee["ROLE"], attendee["RSVP"]) == (
        "INDIVIDUAL", "REQ-PARTICIPANT", "TRUE",
    )  # fmt: skip
    organizer = event.one("ORGANIZER")
    assert re.fullmatch(r"mailto:svar\+[a-z0-9.-]+@example\.org", organizer)
    assert event.all("STATUS") in (["CONFIRMED"],) if method == "REQUEST" else (["CANCELLED"], [])
    assert not event.parts
    return event


def mail(octets: bytes, method: str, *, to: str) -> Component:
    """The shape that shows answer buttons in Outlook and Gmail (docs/calendars.md, rule 20); gives its VEVENT."""
    assert octets.isascii()
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", octets)
    assert max(map(len, octets.split(b"\r\n"))) <= 998
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", octets)
    read = email.message_from_bytes(octets, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    for name in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"):
        assert len(read.get_all(name)) == 1
    for name in ("Cc", "Bcc", "Precedence", "List-Unsubscribe", "Reply-To"):
        assert read[name] is None
    assert read["Auto-Submitted"] == "auto-generated"
    assert not read["Subject"].defects
    alternative, attached = read.iter_parts()
    text, page, part = alternative.iter_parts()
    assert [p.get_content_type() for p in (read, alternative, text, page, part, attached)] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics",
    ]  # fmt: skip
    assert dict(part["Content-Type"].params) == {
        "charset": "utf-8", "method": method, "component": "VEVENT",
    }  # fmt: skip
    assert part["Content-Disposition"] is None
    assert attached["Content-Disposition"].params["filename"] == "invite.ics"
    leaves = (text, page, part, attached)
    assert {leaf["Content-Transfer-Encoding"] for leaf in leaves} == {"base64"}
    ics = part.get_payload(decode=True)
    assert attached.get_payload(decode=True) == ics
    (addressee,), (sender,) = read["To"].addresses, read["From"].addresses
    event = invitation(ics, method, to=addressee.addr_spec)
    assert (addressee.addr_spec, event.one("ORGANIZER")) == (to, f"mailto:{sender.addr_spec}")
    return event


def ics_of(octets: bytes) -> bytes:
    """The calendar part of a mail."""
    read = email.message_from_bytes(octets, policy=email.policy.default)
    part = next(p for p in read.walk() if p.get_content_type() == "text/calendar")
    found = part.get_payload(decode=True)
    assert isinstance(found, bytes)
    return found
