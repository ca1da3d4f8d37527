"""The whole mission, through real processes and a real window."""
