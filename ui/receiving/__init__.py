"""Goods come in: what is announced, what is counted, who signs, where it goes."""
