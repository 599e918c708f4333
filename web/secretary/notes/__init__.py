"""Anteckna: what is written down at a meeting."""

from web.secretary.notes.views import pages as pages
