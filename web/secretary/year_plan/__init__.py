"""Årsplan: the year's draft, published years, what dates are compared with, and the year on paper."""
