"""Pages and view-models."""
