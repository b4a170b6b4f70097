"""What is taught: the lessons that facilitators read from, the exact editions of them, and the rule of
completion.

The text lives in the folder `lessons/` (LESSONS_DIR): one TOML file that names the curriculum and its
completion rule, and one Markdown file a lesson and language. `flask lessons load` reads it into an
*edition*: the exact text, known by a hash over all files. Loading the same text again changes nothing; a
changed text becomes a new edition, and the groups that began with the old one keep it, readable for ever. A
*lesson key* names the same lesson in every edition and language; completion counts distinct lesson keys.
Help lines are the ground's data and stand in no edition, so that a corrected number shows in a past one too.
"""
