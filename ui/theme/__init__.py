"""Colour, space and type, said once; everything that is drawn takes them from here."""
