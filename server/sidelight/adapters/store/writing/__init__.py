"""How what curators write becomes rows, in a transaction that somebody else has begun."""
