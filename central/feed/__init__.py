"""What counters pull: one feed a pickup point."""
