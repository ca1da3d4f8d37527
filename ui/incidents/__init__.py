"""What a person has to look at: incidents and refused commands."""
