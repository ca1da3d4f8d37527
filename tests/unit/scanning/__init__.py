"""Scanning without a camera: timing, texts, guards, pictures."""
