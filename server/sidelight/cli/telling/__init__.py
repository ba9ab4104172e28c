"""What a command tells, and in which order: chosen here, printed by the commands."""
