"""Pickup codes: keys and texts."""
