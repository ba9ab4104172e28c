"""What a command tells: chosen here, in which order, and how it looks on a terminal."""
