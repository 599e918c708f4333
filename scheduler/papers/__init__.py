"""Papers of a meeting: PDFs that are made."""
