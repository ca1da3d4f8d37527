"""Products and slots, and what points say of them."""
