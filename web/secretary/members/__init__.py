"""Medlemmar: the list, one term, one person or a pasted list of them to add."""

from web.secretary.members import paste_views as paste_views
from web.secretary.members import term_views as term_views
from web.secretary.members.views import pages as pages
