"""Documents on paper: laid out, shown, printed."""
