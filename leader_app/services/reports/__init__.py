"""Figures over days, goods and members, each with what is behind it."""
