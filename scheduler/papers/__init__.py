"""Papers of a meeting: files that are kept, and PDFs that are made."""
