"""What the server does, one function per call: a connection and values in, a message out."""
