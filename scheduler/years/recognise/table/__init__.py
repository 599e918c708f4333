"""Tables and grids: heads, rows and cells, and the meetings in them."""
