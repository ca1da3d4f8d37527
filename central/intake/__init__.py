"""Order intake: orders, claims, and what they are made of."""
