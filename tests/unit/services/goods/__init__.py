"""Receiving, stock and stocktakes over the real store."""
