"""Tests of ui.importing."""
