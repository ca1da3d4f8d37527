"""Tests of ui.stock."""
