"""Tests of ui.orders."""
