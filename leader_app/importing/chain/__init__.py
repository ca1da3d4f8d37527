"""Pasted order chains (接龙): from a text of any shape to the orders it stands for."""

from leader_app.importing.chain.reading import read_text

__all__ = ["read_text"]
