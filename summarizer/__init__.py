"""Documents go in, a summary comes out."""
