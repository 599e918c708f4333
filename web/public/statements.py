"""What the law wants every public site to say of itself: accessibility (lag 2018:1937, 13 §) and personal data."""

from flask import Blueprint, g, render_template

from scheduler.councils import store
from web import language
from web.app_state import app_state

pages = Blueprint("statements", __name__)


@pages.get("/accessibility", defaults={"tongue": ""})
@pages.get("/en/accessibility", defaults={"tongue": "en"})
def accessibility(tongue: str) -> str:
    return _page("accessibility", tongue)


@pages.get("/privacy", defaults={"tongue": ""})
@pages.get("/en/privacy", defaults={"tongue": "en"})
def privacy(tongue: str) -> str:
    return _page("privacy", tongue)


def _page(name: str, tongue: str) -> str:
    config = app_state().config
    language.use(tongue or config.site.language)
    return render_template(
        f"public/{name}.html",
        responsible=config.organisation.name or config.site.name,
        email=config.organisation.email or _only_council(),
        others=language.others(f"statements.{name}", default=config.site.language),
    )


def _only_council() -> str:
    """Whom to write to where the organisation has given no address and there is one council; else nobody."""
    councils = [one for one in store.councils(g.session) if one.is_public]
    return councils[0].reply_to.email if len(councils) == 1 else ""
