"""Order texts and spreadsheets of other tools, read into what was understood."""
