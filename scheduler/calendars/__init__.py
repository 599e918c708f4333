"""Calendar bytes: feeds and invitations (RFC 5545, 5546)."""
