"""What counters ask for: pages of their point's feed."""
