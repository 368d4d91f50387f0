"""The statements, one module per subject. Each statement is a constant beside the function that runs it."""
