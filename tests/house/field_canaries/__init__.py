"""Field canaries: a word of its own in every sensitive field, and who meets it on any page, in any file or answer."""
