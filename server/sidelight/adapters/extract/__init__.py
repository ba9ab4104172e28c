"""Reading pages into articles: pure functions over hostile bytes, run for strangers only inside a killable child."""
