"""Mail to the people who may sign in."""
