"""Tests of ui.pickup."""
