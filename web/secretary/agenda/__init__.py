"""Dagordning: the items of one meeting."""

from web.secretary.agenda.views import pages as pages
