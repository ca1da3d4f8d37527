"""Carries notices to chat groups and persons: one short speaker for each kind of channel."""
