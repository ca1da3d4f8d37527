"""Notices at the centre: who was told what, what came back, and what the centre delivers itself."""
