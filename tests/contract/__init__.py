"""The real engine against the real service."""
