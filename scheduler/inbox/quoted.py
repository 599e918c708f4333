"""Rule: a person's own words in a mail, without what they quote."""

from __future__ import annotations

import re

from mailparser_reply import EmailReplyParser

_MAX = 8_000
_FINNISH = re.compile(r"(?m)^(?:Lähettäjä:.*|.{0,200}\bkirjoitti:\s*)$")


def own_words(text: str) -> str:
    """The library knows Swedish and English programs; Finnish ones are cut off here."""
    head = text[:_MAX]
    found = _FINNISH.search(head)
    if found and found.start() > 0:
        head = head[: found.start()]
    parsed = EmailReplyParser(languages=["sv", "en"]).parse_reply(head)
    return str(parsed or head).strip()
