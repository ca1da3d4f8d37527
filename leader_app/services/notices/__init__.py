"""Notices: written, sent at a good hour, and what came of them."""
