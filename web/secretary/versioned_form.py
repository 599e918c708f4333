"""The base of forms that carry what they were made from, so that of two who save at once the later is asked."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField


class VersionedForm(FlaskForm):  # type: ignore[misc]
    """`seen` is the mark (`conflict.mark`) of what the form showed."""

    seen = HiddenField()

    def was_made_from(self, mark: str) -> bool:
        return bool(self.seen.data == mark)
