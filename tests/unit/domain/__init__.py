"""The rules, every branch of them."""
