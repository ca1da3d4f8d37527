"""Pages that members open on their phones: plain HTML, no script, nothing from elsewhere."""
