"""Spanish: compiled when it changed, whole, with every placeholder of the English."""

import gettext
import re
from collections import Counter
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from curriculum_app.core.catalogues import WRITTEN, compile_catalogues

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")


def spanish() -> Catalog:
    """The Spanish catalogue as it is written."""
    with (WRITTEN / "es/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="es")


def texts(message: Message) -> tuple[list[str], list[str]]:
    """The English and the Spanish forms of a message."""
    english = [message.id] if isinstance(message.id, str) else list(message.id)
    translated = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return english, translated


def test_every_message_is_in_spanish() -> None:
    with (WRITTEN / "messages.pot").open("rb") as file:
        wanted = {message.id for message in read_po(file) if message.id}
    there = {message.id for message in spanish() if message.id and all(texts(message)[1]) and not message.fuzzy}
    missing = sorted(str(each) for each in wanted - there)
    assert not missing, f"Translate in es/LC_MESSAGES/messages.po: {missing[:20]} ({len(missing)} in all)"


def test_a_translation_keeps_the_placeholders() -> None:
    wrong = []
    for message in spanish():
        english, translated = texts(message)
        wanted = Counter(PLACEHOLDER.findall(english[-1]))
        if message.id and Counter(PLACEHOLDER.findall(translated[-1])) != wanted:
            wrong.append(message.id)
    assert wrong == []


def test_a_translation_ends_as_the_english_does() -> None:
    wrong = []
    for message in spanish():
        english, translated = texts(message)
        if message.id and (english[0][-1:] in ".?:…") and translated[0][-1:] != english[0][-1:]:
            wrong.append(message.id)
    assert wrong == []


def test_a_catalogue_is_compiled_once_and_again_when_it_changes(tmp_path: Path) -> None:
    written, target = tmp_path / "written", tmp_path / "target"
    source = written / "es/LC_MESSAGES/messages.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid "Save"\nmsgstr "Guardar"\n', encoding="utf-8")
    compiled = compile_catalogues(target, written) / "es/LC_MESSAGES/messages.mo"
    first = compiled.stat().st_mtime_ns
    compile_catalogues(target, written)
    assert compiled.stat().st_mtime_ns == first
    source.write_text('msgid "Save"\nmsgstr "Guarda"\n', encoding="utf-8")
    compile_catalogues(target, written)
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Save") == "Guarda"
