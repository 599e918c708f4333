"""The form of a letter's words, for all mails or for one."""

from __future__ import annotations

from scheduler.errors import N_
from scheduler.notices import texts
from scheduler.notices.texts import Words
from web.forms import line, text
from web.secretary.versioned_form import VersionedForm


class TextForm(VersionedForm):
    subject = line(N_("Subject"), class_="w-l")
    body = text(N_("Text"), rows="20")

    def words(self, version: int = 0) -> Words:
        return texts.tidy_words(self.subject.data or "", self.body.data or "", version)


def saved_text(words: Words) -> TextForm:
    return TextForm.of_saved({"subject": words.subject, "body": words.body})
