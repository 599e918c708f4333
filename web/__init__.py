"""The faces of Kallelse: pages, feeds, and the commands that serve them."""
