"""What the audit remembers of home's pages over several rooms."""

from curriculum_app.core.audit import Event

SESSION_LESSON_READ = Event("session:lesson:read")
