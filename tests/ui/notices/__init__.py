"""Tests of ui.notices."""
