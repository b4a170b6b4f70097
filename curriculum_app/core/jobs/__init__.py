"""Work that takes longer than a request: a queue of rows, done by `flask work` in a process of its own.

A room registers what it can do (`does`), a service queues it (`queue_job`) in the transaction of the wish, and a page
shows how far it is. A job's arguments are ids and numbers, never words about anybody. Every job can be run twice: one
whose worker died is taken again, so its function writes its result in one transaction and looks first whether it is
still wanted.
"""

from curriculum_app.core.jobs.models import Job, JobState
from curriculum_app.core.jobs.queue import cancel_job, queue_job
from curriculum_app.core.jobs.run import JobFailed, Work, does

__all__ = ["Job", "JobFailed", "JobState", "Work", "cancel_job", "does", "queue_job"]
