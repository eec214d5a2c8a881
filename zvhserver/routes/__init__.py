"""The HTTP interface, one file per subject. Each route says in its policy who may call it."""
