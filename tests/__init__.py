"""Everything that shows that Leader Desk does what it says."""
