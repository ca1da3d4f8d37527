"""Counters: enrolment and sessions."""
