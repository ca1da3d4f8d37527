"""The window: Qt Widgets, a view and a view-model for each page."""
