"""The people who may sign in: accounts, passwords, second factors, one-time links, sessions and roles."""
