"""What is done to a database as a whole before it is used: its tables are made and upgraded, old files taken over."""
