"""Tools of development: demonstration people, personas to sign in as, the component gallery.

Nobody imports this room, and production refuses it. Every person in it is invented: given names and family names are
combined at random from lists of what is common in South Los Angeles and the South Bay. The same seed and the same date
always make the same people, groups and marks; only what is sealed differs from load to load.
"""
