"""`python -m sidelight` is the same as `sidelight`."""

from sidelight.cli.main import main

if __name__ == "__main__":
    main(prog_name="sidelight")
