"""Rule: a person's own words in a mail, without what they quote. Read line by line, so that no text takes long."""

import re

_MAX = 8_000
_MAX_LINE = 500
_SOMEBODY_WROTE = re.compile(
    r"(?:on|den|mån|tis|ons|tors?|fre|lör|sön|mon|tue|wed|thu|fri|sat|sun|am|le|\d{1,2})\b"
    r".* (?:skrev|wrote|kirjoitti|schrieb|a écrit)\b.*:"
    r"|.*\b(?:skrev|wrote|kirjoitti):",
    re.IGNORECASE,
)
"""`Den 15 feb. 2022 kl. 10:12 skrev Råd <x@example.org>:`, `On Tue, Council wrote:`, `Råd kirjoitti:`"""
_RULE = re.compile(
    r"[-_]{10,}|-{2,} ?(?:original message|forwarded message|ursprungligt meddelande|"
    r"vidarebefordrat (?:brev|meddelande)|alkuperäinen viesti) ?-{2,}",
    re.IGNORECASE,
)
_FROM = re.compile(r"\*?(?:från|from|lähettäjä|von) ?:", re.IGNORECASE)
_SENT = re.compile(
    r"\*?(?:skickat|datum|till|ämne|sent|date|to|subject|lähetetty|vastaanottaja|aihe|gesendet|an) ?:",
    re.IGNORECASE,
)
_HEAD_LINES = 3


def own_words(text: str) -> str:
    """All of it where it seems to hold nothing but quotes."""
    head = text[:_MAX]
    lines = [line.strip() for line in head.splitlines()]
    own = lines[: _first_quoted(lines)]
    return "\n".join(line for line in own if not line.startswith(">")).strip() or head.strip()


def _first_quoted(lines: list[str]) -> int:
    """Where what somebody else wrote begins; their name and address may have gone on to a line of its own."""
    bare = [line.lstrip("> ")[:_MAX_LINE] for line in lines]
    for at, line in enumerate(bare):
        following = bare[at + 1 : at + 1 + _HEAD_LINES]
        two = " ".join((line, *following[:1]))
        if _SOMEBODY_WROTE.fullmatch(line) or (line and _SOMEBODY_WROTE.fullmatch(two)):
            return at
        if _RULE.fullmatch(line) or (_FROM.match(line) and any(map(_SENT.match, following))):
            return at
    return len(lines)
