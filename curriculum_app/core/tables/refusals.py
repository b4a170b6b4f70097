"""Why a file could not be read, in words that say what to do about it."""

from typing import ClassVar

from flask_babel import lazy_gettext as _l

from curriculum_app.core.errors import Refusal


class Unreadable(Refusal):
    """The file as a whole cannot be taken; nothing of it was."""

    message: ClassVar[object] = _l("This file could not be read.")
    field = "file"


class NotATable(Unreadable):
    """Neither CSV nor XLSX."""

    message = _l("This is not a CSV or Excel (.xlsx) file. Save the list as one of the two and try again.")


class Damaged(Unreadable):
    """A spreadsheet that cannot be opened."""

    message = _l("This Excel file is damaged. Open it, save it again and retry.")


class ProtectedFile(Unreadable):
    """An encrypted or an old binary Excel file."""

    message = _l("This Excel file has a password or an old format. Save it as .xlsx without a password.")


class UnknownLetters(Unreadable):
    """Bytes that are text in neither of the two encodings."""

    message = _l("Some letters in this file cannot be read. Save it as “CSV UTF-8” and try again.")


class BadQuotes(Unreadable):
    """A quotation mark that opens or closes in the wrong place; reading on would join rows."""

    message = _l("Row %(row)s: the quotation marks do not match.")


class TooLarge(Unreadable):
    """More bytes than a list of people needs."""

    message = _l("This file is larger than %(megabytes)s MB. Split it into smaller files.")


class TooManyRows(Unreadable):
    """More rows than one import takes."""

    message = _l("This file has more than %(most)s rows. Split it into smaller files.")


class TooManyColumns(Unreadable):
    """More columns than any of our files has."""

    message = _l("This file has more than %(most)s columns. Keep only the ones that are needed.")


class CellTooLong(Unreadable):
    """One cell holds more text than any field takes."""

    message = _l("Row %(row)s: one cell holds more than %(most)s characters.")


class Empty(Unreadable):
    """No row at all."""

    message = _l("This file is empty.")


class HeaderTwice(Unreadable):
    """Two columns of one name: nobody could say which counts."""

    message = _l("The column “%(column)s” is in this file twice. Keep one of them.")


class ColumnsMissing(Unreadable):
    """A file without the columns that every row of its kind needs is a file of another kind."""

    message = _l("This file has no column for: %(columns)s. Add it and try again.")
