"""What the shop day came to: figures with what is behind each of them."""
