"""What only a rehearsal shows: its bar, and the mailbox of captured letters."""
