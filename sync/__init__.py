"""The only door to the network: a plain Python thread, no Qt."""
