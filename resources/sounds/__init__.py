"""What the counter sounds like."""
