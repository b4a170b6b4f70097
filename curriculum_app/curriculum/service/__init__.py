"""Use cases of the curriculum: loading an edition, checking the folder of lessons, reading its glossary."""

from curriculum_app.curriculum.service.editions import Loaded, load_edition, read_edition, read_folder
from curriculum_app.curriculum.service.glossary import check_glossary, kept_glossary, read_glossary

__all__ = [
    "Loaded",
    "check_glossary",
    "kept_glossary",
    "load_edition",
    "read_edition",
    "read_folder",
    "read_glossary",
]
