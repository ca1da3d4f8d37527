"""New pickup points."""
