"""The counter's core: rules, services, storage, scanning; no Qt, no HTTP."""
