"""What counters push: commands become redemptions and incidents."""
