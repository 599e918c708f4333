"""What axe-core finds on a page. Its whole answer, with all that is right, takes longer to be told than to be found."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Without a copy of the style sheets, which only rules about sound and turned screens ask for.
RUN = "axe.run({resultTypes: ['violations'], preload: false}).then(found => found.violations)"


def faults(page: Page) -> list[str]:
    """Each rule that the page breaks, with the first element that does."""
    page.evaluate(Axe().axe_script)
    return [f"{fault['id']} {fault['nodes'][0]['html']}" for fault in page.evaluate(RUN)]
