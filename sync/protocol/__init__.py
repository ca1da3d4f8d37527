"""The wire between counters and the centre, shared by both; nothing else lives here."""
