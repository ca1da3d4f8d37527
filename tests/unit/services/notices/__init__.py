"""Notices over the real store, with channels that can be told how to behave."""
