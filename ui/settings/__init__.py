"""What a person may choose about this counter, and how the counter is."""
