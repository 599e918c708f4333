"""Medlemmar: the list, one term, one person or a pasted list of them to add."""

from web.secretary.members import paste_views, term_views
from web.secretary.members.views import pages

__all__ = ["pages", "paste_views", "term_views"]
