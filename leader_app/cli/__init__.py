"""The commands: the roof that knows everyone, and what scripts type."""
