"""What a personal link opens: one's meetings, and which mail one gets."""
