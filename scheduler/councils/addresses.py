"""An e-mail address as people write it, and what is wrong with it when it is none."""

import re

from scheduler.errors import N_, invalid

NO_ADDRESS = N_("Write the e-mail address.")
_NO_AT = N_("The address lacks an @. Write it as name@example.org.")
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
    if not address:
        raise invalid("email", NO_ADDRESS)
    if "@" not in address:
        raise invalid("email", _NO_AT)
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
