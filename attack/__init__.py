"""What a stranger may try against a server without a proxy: `make attack`, and a short form in the tests."""
