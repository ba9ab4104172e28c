"""What Sidelight does: use cases that know the core and the ports, never an adapter."""
