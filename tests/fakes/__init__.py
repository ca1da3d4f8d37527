"""Fakes that fit the ports; shared by all tests."""
