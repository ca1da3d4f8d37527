"""Rules shared by counters and the centre: pure functions and frozen dataclasses."""
