"""The command line: each command a file. Results go to standard output, everything else to standard error."""
