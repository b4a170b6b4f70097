"""What a packet may hold, and where a hand-off may go: no web, no database, no clock."""
