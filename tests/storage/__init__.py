"""The real encrypted store."""
