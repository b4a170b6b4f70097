"""A small instrument as a file: tests change one thing in it and see what is said."""

from __future__ import annotations

from curriculum_app.assessments.rules import Instrument, parse_instruments

SMALL = """\
---
key: small
en: A few things
es: Unas cosas
minutes: 2
scales:
  - key: facts
    kind: knowledge
    en: What I know
    es: Lo que sé
    equating: {adds: 0.5, source: "Pilot of 40 girls, see the minutes of May 2026"}
  - key: ways
    kind: rating
    en: What I think
    es: Lo que creo
    answers: &four
      - {en: Not at all, es: Para nada}
      - {en: Not much, es: Poco}
      - {en: A bit, es: Algo}
      - {en: A lot, es: Mucho}
  - key: adults
    kind: count
    en: Adults
    es: Adultos
    answers:
      - {en: None, es: Nadie}
      - {en: One, es: Uno}
      - {en: Two, es: Dos}
      - {en: More, es: Más}
  - key: plan
    kind: yes_no
    en: A plan
    es: Un plan
    answers:
      - {en: "Yes", es: Sí}
      - {en: "No", es: "No"}
  - key: liked
    kind: rating
    waves: [post]
    en: The group
    es: El grupo
    answers: *four
items:
  - key: sky
    form: A
    scale: facts
    en: What is blue?
    es: ¿Qué es azul?
    right: 2
    answers:
      - {en: The grass., es: El pasto.}
      - {en: The sky., es: El cielo.}
  - key: sky
    form: B
    scale: facts
    en: What is green?
    es: ¿Qué es verde?
    right: 1
    answers:
      - {en: The grass., es: El pasto.}
      - {en: The sky., es: El cielo.}
  - key: sun
    scale: facts
    en: Is the sun hot?
    es: ¿El sol es caliente?
    right: 1
    answers:
      - {en: "Yes.", es: "Sí."}
      - {en: "No.", es: "No."}
  - key: kind
    scale: ways
    en: It is good to be kind.
    es: Es bueno ser amable.
  - key: mean
    scale: ways
    reversed: true
    en: It is good to be mean.
    es: Es bueno ser malo.
  - key: adults
    scale: adults
    en: How many adults help you?
    es: ¿Quién te ayuda?
  - key: plan
    scale: plan
    en: Do you have a plan?
    es: ¿Tienes un plan?
  - key: liked
    scale: liked
    en: I liked it.
    es: Me gustó.
"""


def files(*changes: tuple[str, str]) -> dict[str, bytes]:
    """The small instrument with `changes` (old, new) made in it, each where it first stands."""
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return {"small.yaml": text.encode()}


def small(*changes: tuple[str, str]) -> Instrument:
    """The small instrument, read."""
    (instrument,) = parse_instruments(files(*changes))
    return instrument
