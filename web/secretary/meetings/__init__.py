"""Möten: the list, the page of one, its changes, its replies, and mail that waits for the secretary."""

from web.secretary.meetings import change_views as change_views
from web.secretary.meetings.views import pages as pages
