"""OAuth for people: what a client asks a person for, and what becomes of it."""
