"""The pages of intake: participants and, beside them, referrals and imports."""

from curriculum_app.participants.views import bulk, consents, imports, partners, people, placing, referrals
from curriculum_app.participants.views.blueprint import bp

__all__ = ["bp", "bulk", "consents", "imports", "partners", "people", "placing", "referrals"]
