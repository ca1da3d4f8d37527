"""Tests of ui.incidents."""
