"""The status page of whoever runs Kallelse."""

from web.secretary.status.views import pages as pages
