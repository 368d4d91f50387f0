"""The ways to install, upgrade and watch the register, as an operator does; `make test-install` runs them."""
