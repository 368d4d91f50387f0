"""Pages of the administration: everything that a command can do without the powers of a shell."""
