"""Inställningar: what the council has chosen, and who keeps it."""

from web.secretary.settings.views import pages as pages
