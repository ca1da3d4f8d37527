"""The commands, as a script runs them."""
