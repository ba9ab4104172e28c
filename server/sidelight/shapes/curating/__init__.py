"""What curators send to the API and what it answers them."""
