"""Codes from cameras, keyboard scanners and pictures. Heavy libraries load at the first use."""
