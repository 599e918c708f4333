"""What anyone may read: the councils and when they meet."""
