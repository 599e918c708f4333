"""What only a rehearsal has: its command, its bar, and the mailbox of captured letters."""
