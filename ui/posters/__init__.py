"""Posters and cards as pictures, painted off the GUI thread."""
