"""The forms of the first run: the council, the account, the times and the test mail."""

from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice

from scheduler.errors import N_, Fault
from scheduler.language import LANGUAGES
from web import forms
from web.forms import PageForm
from web.secretary.settings.forms import OffsetFields


class CouncilForm(PageForm):
    """A new council, here and on `/admin/new`."""

    name = forms.line(
        N_("Name"), N_("As the members say it, for example GranåsBrå."), autocomplete="organization"
    )
    slug = forms.line(
        N_("Short name"),
        N_(
            "Stands in addresses: a–z, 0–9 and hyphens, for example granasbra. It is never changed."
        ),
        class_="w-m",
    )
    language = RadioField(
        N_("Language of the mail"),
        description=N_("A member can have another."),
        choices=[SelectChoice(code, name, {"lang": code}) for code, name in LANGUAGES.items()],
    )
    place = forms.line(N_("Usual place"), optional=True, class_="w-l")
    usual_time = forms.line(
        N_("Usual time"),
        N_("As 15:00. Dates in the year plan that are written without a time get it."),
        optional=True,
        class_="w-s",
    )
    contact = forms.line(
        N_("Who signs the mail"),
        N_("Name and title, for example Elin Forsby, secretary."),
        optional=True,
        class_="w-l",
    )
    reply_to = forms.line(
        N_("E-mail address that reads the replies"), type="email", autocomplete="email"
    )

    def settings(self) -> dict[str, str]:
        return {key: text for key, text in self.texts().items() if key != "slug"}


class AccountForm(PageForm):
    name = forms.line(N_("Name"), autocomplete="name")
    email = forms.line(N_("E-mail address"), type="email", autocomplete="username")
    password = forms.password(
        N_("Password"),
        N_(
            "At least 12 characters. A few words after one another are easy to remember. "
            "Once a test mail has come it may be left empty, to sign in by mailed links."
        ),
        autocomplete="new-password",
    )


class TimesForm(PageForm, OffsetFields):
    pass


class TestMailForm(PageForm):
    to = forms.line(N_("Send a test mail to"), type="email", autocomplete="email")

    def refuse_field(self, name: str, fault: Fault | str) -> None:
        """What the rules call `email` is `to` here."""
        super().refuse_field("to", fault)


class NumberForm(PageForm):
    to = HiddenField()
    number = forms.line(
        N_("The number in the mail"),
        N_("Six digits."),
        class_="w-s",
        inputmode="numeric",
        autocomplete="one-time-code",
    )
