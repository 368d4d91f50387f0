"""The database engines: `backend` says what one must do, and each has a folder of its own."""
