"""The forms of accounts: signing in, and a new password."""

from __future__ import annotations

from scheduler.errors import N_
from web import forms
from web.forms import PageForm


class SignInForm(PageForm):
    email = forms.line(N_("E-mail address"), type="email", autocomplete="username")
    password = forms.password(
        N_("Password"), N_("Not needed where you ask for a link."), autocomplete="current-password"
    )


class PasswordForm(PageForm):
    password = forms.password(
        N_("New password"),
        N_("At least 12 characters. A few words after one another are easy to remember."),
        autocomplete="new-password",
    )
