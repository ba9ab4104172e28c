"""`python -m sidelight` is the same as `sidelight`."""

from sidelight.cli.main import main

main(prog_name="sidelight")
