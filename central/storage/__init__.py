"""The database of the centre."""
