"""What is kept of one person: handed out, and erased when they have left."""
