"""The orders of the point: search, filter, look, export."""
