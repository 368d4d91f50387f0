"""The statements, one module per subject: each is a constant beside the function that runs it."""
