"""The agenda of a meeting: its items, how they are pasted, and saving them."""
