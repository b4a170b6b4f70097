"""The suite: house laws, one folder a room, journeys in a real browser, drills, and the factories they share."""
