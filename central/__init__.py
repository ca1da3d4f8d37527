"""The central service that every counter syncs with."""
