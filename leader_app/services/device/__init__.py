"""This counter: enrolment, state, health."""
