"""Before there is a counter: the passphrase of the store, and the centre to belong to."""
