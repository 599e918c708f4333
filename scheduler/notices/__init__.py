"""Which mail is due, to whom, and what it says."""
