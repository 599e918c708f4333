"""An e-mail address as people write it, and what is wrong with it when it is none."""

from __future__ import annotations

import re

from scheduler.councils.cells import Unreadable
from scheduler.errors import N_, invalid

FAULT_TEXTS: dict[str, str] = {
    "address_without_at": N_("The address lacks an @. Write it as name@example.org."),
    "address_with_two_ats": N_(
        "The cell has more than one @. Write one address, as name@example.org."
    ),
    "address_with_blank": N_("The address has a space in it. Write it as name@example.org."),
    "address_without_name": N_(
        "The address has nothing before the @. Write it as name@example.org."
    ),
    "address_without_domain": N_(
        "The address is cut off after the @. Write it as name@example.org."
    ),
    "address_letter": N_(
        "The address has the character “%(letter)s” before the @. Write it as name@example.org."
    ),
    "address_unreadable": N_(
        "“%(value)s” is not an address that mail can be sent to. Write it as name@example.org."
    ),
}

_LABEL = re.compile(r"mailto:", re.IGNORECASE)
_BRACKETED = re.compile(r"[^<>]*<([^<>]*)>\s*")


_NO_ADDRESS = N_("Write the e-mail address.")
_ADDRESS = N_("“%(address)s” is not an e-mail address. Write it as namn@example.org.")


def checked_address(text: str) -> str:
    """The address that was written in a field, as it is kept. Raises: InvalidInput (`email`)."""
    try:
        return read_address(text)
    except Unreadable as error:
        if not text.strip():
            raise invalid("email", _NO_ADDRESS) from error
        raise invalid("email", _ADDRESS, address=text) from error


def read_address(text: str) -> str:
    """The address, its domain in lower case and in ASCII; its first part is left as written.

    `<address>`, `Name <address>` and `mailto:address` are understood. Nothing is looked up.
    Raises: Unreadable, with a key of FAULT_TEXTS, or `no_address` when nothing is there.
    """
    import email_validator  # here: it compiles its expressions when it is imported

    bracketed = _BRACKETED.fullmatch(text)
    address = _LABEL.sub("", bracketed[1] if bracketed else text, count=1).strip(" \t\n\xa0,;")
    if not address:
        raise Unreadable("no_address")
    local, at, domain = address.partition("@")
    if not at:
        raise Unreadable("address_without_at")
    if "@" in domain:
        raise Unreadable("address_with_two_ats")
    if len(address.split()) > 1:
        raise Unreadable("address_with_blank")
    if not local:
        raise Unreadable("address_without_name")
    if "." not in domain.strip("."):
        raise Unreadable("address_without_domain")
    for letter in local:
        if letter.isalpha() and not letter.isascii():
            raise Unreadable("address_letter", letter=letter)
    try:
        valid = email_validator.validate_email(
            address, check_deliverability=False, allow_smtputf8=False
        )
    except email_validator.EmailNotValidError as error:
        raise Unreadable("address_unreadable", value=address) from error
    return f"{valid.local_part}@{valid.ascii_domain}"
