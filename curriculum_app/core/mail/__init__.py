"""Letters without content: "something waits for you", and the address to sign in at. What it is stands in no mail.

A letter is a row in the transaction of its reason; `flask sweep` sends what is due. Without `MAIL_URL` nothing leaves,
and the rows wait; in development `/dev/mail` shows them.
"""

from curriculum_app.core.mail.letters import Letter, letter_in, queue_mail
from curriculum_app.core.mail.models import Mail

__all__ = ["Letter", "Mail", "letter_in", "queue_mail"]
