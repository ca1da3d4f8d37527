"""Notices: what a leader tells neighbours."""
