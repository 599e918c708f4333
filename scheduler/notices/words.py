"""What the kinds of mail are called, in letters and on pages."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.errors import N_
from scheduler.notices.kinds import Kind

KIND_WORDS: Mapping[Kind, str] = {
    Kind.YEAR_DATES: N_("The year's meeting dates"),
    Kind.DATE_ADDED: N_("An added meeting"),
    Kind.CALL_FOR_ITEMS: N_("Call for items"),
    Kind.ITEMS_REMINDER: N_("Reminder about items"),
    Kind.KALLELSE_REVIEW: N_("The notice for review"),
    Kind.KALLELSE: N_("The notice of meeting"),
    Kind.REPLY_REMINDER: N_("Reminder to reply"),
    Kind.DAY_BEFORE: N_("Reminder the day before"),
    Kind.CHANGE: N_("A changed meeting"),
    Kind.MEMBER_LEFT: N_("No longer called"),
    Kind.TEST: N_("A test mail"),
    Kind.DIGEST: N_("The report on mail that went wrong"),
    Kind.SIGN_IN: N_("A link to sign in"),
}
