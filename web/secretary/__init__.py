"""The secretary's pages, under /admin/<council>/."""
