"""The files in deploy/: what is started by them is real."""
