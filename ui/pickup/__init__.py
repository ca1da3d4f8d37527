"""The counter: a code is shown, goods are handed over."""
