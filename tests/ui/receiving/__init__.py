"""Tests of ui.receiving."""
