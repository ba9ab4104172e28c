"""What Sidelight knows: pure values and rules, no framework, no I/O, no clock."""
