"""The exceptions. A page turns the class into a status, a command ends with its exit code; both translate the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(text: str) -> str:
    """Marks a sentence for the catalogue; it is translated where it is shown."""
    return text


class KallelseError(Exception):
    """Base of all. `text` is the English sentence, with %(name)s for `params`.

    Exit codes are those of sysexits: 75 try later, 78 config.
    """

    exit_code = 1
    text = N_("Something went wrong.")

    def __init__(self, text: str | None = None, /, **params: object):
        self.text = text or type(self).text
        self.params = params
        super().__init__(self.text % params if params else self.text)


class UserError(KallelseError):
    """The person can do something about it."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field: a sentence that says what to do, with %(name)s for `params`."""

    text: str
    params: Mapping[str, object] = field(default_factory=dict)


class InvalidInput(UserError):
    """One or more fields cannot be taken as they are. `fields` maps the field's name to its fault."""

    text = N_("Some of what was written needs to be corrected.")

    def __init__(self, fields: Mapping[str, Fault]):
        super().__init__()
        self.fields = dict(fields)


def invalid(name: str, text: str, **params: object) -> InvalidInput:
    """The `InvalidInput` of one field."""
    return InvalidInput({name: Fault(text, params)})


class NotFound(UserError):
    text = N_("There is no such thing here.")


class Forbidden(UserError):
    text = N_("You may not do this.")


class LinkExpired(UserError):
    text = N_("The link no longer works. Ask for a new one.")


class Conflict(UserError):
    text = N_("This was changed by someone else since you looked. Look again.")


class MeetingOver(Conflict):
    text = N_("Meeting %(number)s is over and can no longer be changed.")


class YearPublished(Conflict):
    text = N_(
        "The year %(year)s is already published. Its meetings are added, moved or cancelled one by one."
    )


class TryLater(KallelseError):
    """The database is busy, full or away; nothing was changed, and the same call may succeed soon."""

    exit_code = 75
    text = N_("The database is busy or out of reach. Nothing was changed. Try again in a moment.")


class WorkerActive(TryLater):
    text = N_("Another worker is active on this database. It does the work; nothing to do here.")


class ConfigError(KallelseError):
    """The operator can mend it; raised before anything starts. The text names the key and the file."""

    exit_code = 78


class DeliveryError(KallelseError):
    """The world failed while a letter was handed over; `reply_class` decides what follows."""

    def __init__(self, reply: str, *, reply_class: str, stage: str):
        super().__init__(reply)
        self.reply = reply
        self.reply_class = reply_class
        self.stage = stage


class MailboxFault(KallelseError):
    """The mailbox of answers could not be read; the next round tries again."""
