"""Pickup (核销)."""
