"""An e-mail address as people write it, and what is wrong with it when it is none."""

from __future__ import annotations

import re

from scheduler.errors import N_, invalid

NO_ADDRESS = N_("Write the e-mail address.")
_UNREADABLE = N_(
    "“%(address)s” is not an address that mail can be sent to. Write it as name@example.org."
)
_NO_LINK = N_("Write the digital link in full, as https://moten.example.org/rum, or nothing.")
_LINK = re.compile(r"https?://[^\s<>\"]{1,490}")
_LABEL = re.compile(r"mailto:", re.IGNORECASE)
_BRACKETED = re.compile(r"[^<>]*<([^<>]*)>\s*")


def checked_address(text: str) -> str:
    """The address, its domain in lower case and in ASCII; its first part is left as written.

    `<address>`, `Name <address>` and `mailto:address` are understood. Nothing is looked up.
    Raises: InvalidInput (`email`).
    """
    import email_validator  # here: it compiles its expressions when it is imported

    bracketed = _BRACKETED.fullmatch(text)
    address = _LABEL.sub("", bracketed[1] if bracketed else text, count=1).strip(" \t\n\xa0,;")
    local, _, domain = address.partition("@")
    letter = next((c for c in local if c.isalpha() and not c.isascii()), "")
    if fault := _fault(address, local, domain, letter):
        raise invalid("email", fault, letter=letter)
    try:
        valid = email_validator.validate_email(
            address, check_deliverability=False, allow_smtputf8=False
        )
    except email_validator.EmailNotValidError as error:
        raise invalid("email", _UNREADABLE, address=address) from error
    return f"{valid.local_part}@{valid.ascii_domain}"


def checked_link(text: str, *, field: str = "online_url") -> str:
    """An address on the web, or nothing. Raises: InvalidInput (`field`)."""
    link = text.strip()
    if link and not _LINK.fullmatch(link):
        raise invalid(field, _NO_LINK)
    return link


def _fault(address: str, local: str, domain: str, letter: str) -> str:
    """The first thing that is plainly wrong, as a sentence; empty where nothing is."""
    if not address:
        return NO_ADDRESS
    if "@" not in address:
        return N_("The address lacks an @. Write it as name@example.org.")
    if "@" in domain:
        return N_("There is more than one @. Write one address, as name@example.org.")
    if len(address.split()) > 1:
        return N_("The address has a space in it. Write it as name@example.org.")
    if not local:
        return N_("The address has nothing before the @. Write it as name@example.org.")
    if "." not in domain.strip("."):
        return N_("The address is cut off after the @. Write it as name@example.org.")
    if letter:
        return N_(
            "The address has the character “%(letter)s” before the @. Write it as name@example.org."
        )
    return ""
