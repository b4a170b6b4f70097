"""Short forms of first names, as families and schools here use them.

The list is our own and short on purpose: forms that are not simply the beginning of the whole name.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SHORT_FORMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "alejandra": ("ale", "sandra", "jandra"),
        "alexandra": ("alex", "lexi", "sandra"),
        "ana": ("anita", "annie"),
        "angela": ("angie",),
        "beatriz": ("betty", "bea"),
        "brianna": ("bri",),
        "carmen": ("carmela",),
        "carolina": ("caro", "lina"),
        "catalina": ("cata", "lina"),
        "concepcion": ("concha", "conchita"),
        "consuelo": ("chelo",),
        "cristina": ("cris", "tina"),
        "daniela": ("dani",),
        "destiny": ("desi",),
        "dolores": ("lola",),
        "elena": ("nena",),
        "elizabeth": ("liz", "beth", "lizzy", "eli", "betty"),
        "esperanza": ("espe",),
        "francisca": ("paca", "pancha"),
        "gabriela": ("gabi", "gaby"),
        "gabriella": ("ella", "gabby"),
        "graciela": ("chela",),
        "guadalupe": ("lupe", "lupita", "pita"),
        "isabel": ("chabela", "isa"),
        "isabella": ("bella", "izzy"),
        "jacqueline": ("jackie",),
        "jennifer": ("jenny", "jen"),
        "jessica": ("jess", "jessie"),
        "jimena": ("ximena",),
        "josefina": ("pepa", "josie"),
        "kimberly": ("kim",),
        "leonor": ("nora",),
        "leticia": ("lety",),
        "makayla": ("kayla",),
        "margarita": ("mago", "rita"),
        "maria": ("mari", "mary"),
        "maribel": ("mari",),
        "mercedes": ("meche",),
        "michelle": ("mickey", "shelly"),
        "mikayla": ("kayla",),
        "monica": ("moni",),
        "natalia": ("nati", "talia"),
        "patricia": ("paty", "pati", "trish"),
        "rafaela": ("rafa",),
        "raquel": ("kela",),
        "rebecca": ("becky", "becca"),
        "refugio": ("cuca",),
        "rosa": ("rosita",),
        "rosario": ("chayo",),
        "samantha": ("sam",),
        "silvia": ("chiva",),
        "socorro": ("coco",),
        "soledad": ("chole",),
        "stephanie": ("steph", "stefany"),
        "susana": ("susy",),
        "teresa": ("tere",),
        "veronica": ("vero",),
        "victoria": ("vicky", "tori"),
        "yesenia": ("yesi",),
        "yolanda": ("yoli",),
    }
)


def is_short_for(one: str, other: str) -> bool:
    """Whether one of two first names (lower case, no accents) is a short form of the other."""
    return other in SHORT_FORMS.get(one, ()) or one in SHORT_FORMS.get(other, ())
