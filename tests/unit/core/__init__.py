"""What the core stands on: paths, log, clock, announcements."""
