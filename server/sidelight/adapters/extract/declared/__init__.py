"""What a page says about itself, read from the few elements that say it; nothing is believed without evidence."""
