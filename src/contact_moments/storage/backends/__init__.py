"""The database engines. `backend` says what one must be able to do; each engine has a package of its own."""
