"""Letters in the mailbox of a rehearsal, as if they had gone."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from scheduler.mail import html, maildir


def put_letter(folder: Path, number: int, *, at: datetime, key: str, text: str = "Hej") -> None:
    """To Siv from GranåsBrå, with the subject `Brev` and its number."""
    message = EmailMessage()
    message["From"] = "GranåsBrå <kallelse@example.org>"
    message["To"] = "Siv Tallgren <siv.tallgren@example.org>"
    message["Subject"], message["Date"], message["X-Kallelse-Key"] = f"Brev {number}", at, key
    message.set_content(text)
    page = html.render_document("Brev", text, sender="GranåsBrå", language="sv")
    message.add_alternative(page, subtype="html")
    maildir.make_folder(folder)
    file = folder / "new" / maildir.file_name(number)
    file.write_bytes(message.as_bytes(policy=SMTP))
