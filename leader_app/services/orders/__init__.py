"""Orders of the point."""
