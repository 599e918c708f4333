"""The first run: a list of tasks, done in any order and each kept on its own."""

from web.secretary.setup.mail_views import pages as pages
