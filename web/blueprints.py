"""The pages of every face, in the order in which the app takes them."""

from importlib import import_module

from flask import Blueprint

_MEMBER = "notes", "lost_link", "views", "items", "papers", "details"
_SECRETARY = (
    "accounts.sign_in_views",
    "setup.views",
    "accounts.new_council_views",
    "status.views",
    "accounts.views",
    "home.views",
    "year_plan.views",
    "year_plan.compare",
    "year_plan.papers",
    "meetings.change_views",
    "agenda.views",
    "notes.views",
    "notes.follow_ups",
    "notes.template",
    "notes.from_before",
    "notes.attendance",
    "agenda.papers",
    "meetings.reply_views",
    "deputies.views",
    "members.paste_views",
    "members.term_views",
    "members.erase_views",
    "mail.views",
    "mail.edit_views",
    "texts.views",
    "settings.views",
    "settings.keepers",
    "log.views",
)
_PUBLIC = "formats", "statements", "views", "papers"


def app_blueprints(*, is_rehearsal: bool) -> list[Blueprint]:
    """Those that the app has, each called `pages` in its module; the mailbox and the bar only in a rehearsal."""
    modules = ["health", *(f"member.{name}" for name in _MEMBER)]
    modules += (f"secretary.{name}" for name in _SECRETARY)
    modules += ["rehearse.views"] if is_rehearsal else []
    modules += (f"public.{name}" for name in _PUBLIC)
    # Two modules may share a blueprint.
    return list(dict.fromkeys(import_module(f"web.{name}").pages for name in modules))
