"""Sync against a centre and a store in memory."""
