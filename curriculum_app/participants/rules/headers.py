"""What partners call the columns of a referral: the names that are known without asking, in English and Spanish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from curriculum_app.core.text import without_accents
from curriculum_app.participants.rules.rows import COLUMNS, OF_THE_FORM

# Written as `header_name` makes them, without accents.
SYNONYMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "first_name": ("first", "fname", "given_name", "nombre", "primer_nombre", "nombres", "girl_first_name"),
        "last_name": ("last", "lname", "surname", "family_name", "apellido", "apellidos", "girl_last_name"),
        "chosen_name": ("preferred_name", "nickname", "goes_by", "nombre_elegido", "nombre_preferido", "apodo"),
        "birth_date": (
            "dob", "d.o.b.", "birthdate", "date_of_birth", "birthday", "born", "fecha_de_nacimiento", "nacimiento",
        ),
        "street": ("address", "street_address", "home_address", "address_1", "direccion", "calle", "domicilio"),
        "city": ("town", "ciudad"),
        "zip": ("zip_code", "zipcode", "postal_code", "codigo_postal", "cp"),
        "language": ("primary_language", "home_language", "language_spoken", "idioma", "lengua"),
        "race_ethnicity": ("race", "ethnicity", "race/ethnicity", "raza", "etnicidad", "raza_etnicidad"),
        "referral_source": ("source", "referred_by", "referring_agency", "agency", "organization", "referido_por"),
        "referred_on": ("referral_date", "date_of_referral", "date_referred", "fecha_de_referencia", "fecha"),
        "guardian_name": ("guardian", "parent", "parent_name", "parent/guardian", "caregiver", "tutor", "tutora"),
        "guardian_phone": ("parent_phone", "guardian_telephone", "telefono_del_tutor", "telefono_de_la_tutora"),
        "school": ("school_name", "escuela"),
        "placement": ("placement_name", "group_home", "colocacion"),
        "availability": ("available", "when_available", "disponibilidad", "horario"),
        "external_id": ("case_number", "case_no", "case_#", "case_id", "id", "id_number", "numero_de_caso"),
    }
)  # fmt: skip
_BY_NAME = {word: column for column, words in SYNONYMS.items() for word in words} | {
    column: column for column in COLUMNS if column not in OF_THE_FORM
}


def column_called(name: str) -> str | None:
    """Which of our columns a header name means; None when nobody told us."""
    return _BY_NAME.get(without_accents(name))


def is_known(name: str) -> bool:
    """Whether a header name means one of our columns."""
    return column_called(name) is not None


def assigned(names: Iterable[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Our column for each header name: as somebody chose ("" leaves it out), by its own name, or by what it is called.

    Each of our columns is given once; what is left over keeps a name that is none of ours.
    """
    names = list(names)
    found = {name: column for name, column in chosen.items() if name in names}
    for means in (lambda name: name if name in COLUMNS else None, column_called):
        for name in names:
            column = means(name)
            if name not in found and column and column not in found.values():
                found[name] = column
    return {name: found.get(name) or f"{name} (left out)" for name in names}
