"""What Sidelight touches: each folder implements one port of `services/ports.py`, with plain arguments only."""
