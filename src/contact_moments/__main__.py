"""`python -m contact_moments`: the command line, where the script is not on the path."""

from contact_moments.cli import main

main(prog_name="contact-moments")
