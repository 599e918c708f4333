"""Letters on their way, with their fate."""
