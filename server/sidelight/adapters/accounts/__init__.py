"""What log-in needs from outside: hashes of passwords, and a count of the tries."""
