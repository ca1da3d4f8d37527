"""What every kind of command is booked with."""
