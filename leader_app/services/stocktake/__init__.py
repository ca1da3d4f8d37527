"""Counting what is here, while pickups go on."""
