"""Documents made from what the store knows, and the queue they are printed from."""
