"""Rules and services, one at a time, with fakes."""
