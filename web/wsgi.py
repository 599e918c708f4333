"""`web.wsgi:app` for any WSGI server: what `kallelse web` serves. Settings by KALLELSE_CONFIG, else ./config.toml."""

from scheduler.cli.app import App
from web.app import create_app

_made_of = App(config_file=None, at=None, language_code=None)
_made_of.log()
app = create_app(_made_of.safe_config, _made_of.clock, _made_of.database)
