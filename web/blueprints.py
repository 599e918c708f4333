"""The pages of every face, in the order in which the app takes them."""

from __future__ import annotations

from flask import Blueprint

from web import health
from web.member import details, items, lost_link
from web.member import notes as member_notes
from web.member import papers as member_papers
from web.member import views as member
from web.public import formats, statements
from web.public import papers as public_papers
from web.public import views as public
from web.secretary import (
    agenda,
    meetings,
    members,
    notes,
    settings,
    setup,
    status,
)
from web.secretary.accounts import new_council_views, sign_in_views
from web.secretary.accounts import views as account
from web.secretary.agenda import papers as agenda_papers
from web.secretary.deputies import views as deputies
from web.secretary.home import views as home
from web.secretary.log import views as log
from web.secretary.mail import edit_views as edit_one_mail
from web.secretary.mail import views as mail
from web.secretary.meetings import reply_views
from web.secretary.notes import attendance, follow_ups
from web.secretary.notes import from_before as past_notes
from web.secretary.notes import template as notes_template
from web.secretary.settings import keepers
from web.secretary.texts import views as texts
from web.secretary.year_plan import compare
from web.secretary.year_plan import papers as year_papers
from web.secretary.year_plan import views as year_plan

_MEMBER = (member_notes, lost_link, member, items, member_papers, details)
_SECRETARY = (
    sign_in_views,
    setup,
    new_council_views,
    status,
    account,
    home,
    year_plan,
    compare,
    year_papers,
    meetings,
    agenda,
    notes,
    follow_ups,
    notes_template,
    past_notes,
    attendance,
    agenda_papers,
    reply_views,
    deputies,
    members,
    mail,
    edit_one_mail,
    texts,
    settings,
    keepers,
    log,
)
_PUBLIC = (formats, statements, public, public_papers)


def app_blueprints(*, is_rehearsal: bool) -> list[Blueprint]:
    """Those that the app has; the mailbox and the bar only in a rehearsal."""
    faces = [health, *_MEMBER, *_SECRETARY, *_PUBLIC]
    if is_rehearsal:
        from web.rehearse import views as rehearse  # here: no other installation loads them

        faces.insert(-len(_PUBLIC), rehearse)
    return [face.pages for face in faces]
