"""Figures, printed next to their limits."""
