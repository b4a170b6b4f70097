"""What the limit asks its database, in plain SQL."""

SHEET = """
SELECT e.id, g.code, g.name, m.status, m.reason, m.minutes, m.version, m.marked_by, m.marked_at, g.id, m.is_credited
FROM sessions s JOIN enrolments e ON e.cohort_id = s.cohort_id JOIN girls g ON g.id = e.girl_id
LEFT JOIN marks m ON m.session_id = s.id AND m.enrolment_id = e.id
WHERE s.id = ? AND (e.enrolled_on <= s.held_on AND (e.exited_on IS NULL OR e.exited_on >= s.held_on)
                    OR m.status IS NOT NULL)
ORDER BY g.name, g.code
"""
# The membership check is part of finding the object: who does not lead the group finds nothing.
SESSION = """
SELECT s.id, s.number, s.lesson, s.title, s.held_on, s.starts_at, s.minutes, c.id, c.name, c.site, c.needed,
       c.make_ups_allowed, c.share
FROM sessions s JOIN cohorts c ON c.id = s.cohort_id JOIN leads l ON l.cohort_id = c.id AND l.user_id = ?
WHERE s.id = ? AND c.id = ?
"""
COHORT = """
SELECT c.id, c.name, c.code, c.site, c.curriculum, c.needed, c.first_on, c.last_on
FROM cohorts c JOIN leads l ON l.cohort_id = c.id AND l.user_id = ? WHERE c.id = ?
"""
ROSTER = """
SELECT g.name, g.code, e.age, e.language, g.lessons, g.made_up, e.exited_on
FROM enrolments e JOIN girls g ON g.id = e.girl_id WHERE e.cohort_id = ? ORDER BY e.exited_on, g.code
"""
TIMETABLE = """
SELECT id, number, title, held_on, starts_at, minutes, state FROM sessions WHERE cohort_id = ? ORDER BY held_on
"""
REGISTER = """
SELECT e.id, g.name, g.code, e.enrolled_on, e.exited_on FROM enrolments e JOIN girls g ON g.id = e.girl_id
WHERE e.cohort_id = ? ORDER BY e.exited_on IS NOT NULL, g.name, g.code
"""
MARKS = """
SELECT m.session_id, m.enrolment_id, m.status FROM marks m JOIN sessions s ON s.id = m.session_id
WHERE s.cohort_id = ? AND m.status IS NOT NULL
"""
STAFF = "SELECT s.name FROM leads l JOIN staff s ON s.id = l.user_id WHERE l.cohort_id = ? ORDER BY s.name"
SUMMARY = "SELECT area, enrolled, started, exited, completed, exited_completed FROM summary ORDER BY area"

UPSERT = """
INSERT INTO marks (session_id, enrolment_id, status, reason, minutes, is_credited, version, marked_by, marked_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (session_id, enrolment_id) DO UPDATE SET status = excluded.status, reason = excluded.reason,
  minutes = excluded.minutes, is_credited = excluded.is_credited, version = excluded.version,
  marked_by = excluded.marked_by, marked_at = excluded.marked_at
"""
MOVE_ENROLMENT = """
UPDATE enrolments SET present = present + ?, late = late + ?, left_early = left_early + ?, excused = excused + ?,
  unexcused = unexcused + ?, not_expected = not_expected + ?, credited = credited + ?,
  minutes_attended = minutes_attended + ?, minutes_offered = minutes_offered + ? WHERE id = ?
"""
# A lesson counts once, in whichever group she earned it.
EARNED_ELSEWHERE = """
SELECT e.girl_id, 0 FROM enrolments e JOIN sessions s ON s.cohort_id = e.cohort_id
JOIN marks m ON m.session_id = s.id AND m.enrolment_id = e.id
WHERE e.girl_id IN ({}) AND s.lesson = ? AND s.id <> ? AND m.is_credited = 1
UNION ALL SELECT girl_id, 1 FROM make_ups WHERE girl_id IN ({}) AND lesson = ?
"""
GIRLS = "SELECT id, area, lessons, made_up, sessions, is_started, is_exited, is_completed FROM girls WHERE id IN ({})"
SET_GIRL = "UPDATE girls SET lessons = ?, made_up = ?, sessions = ?, is_started = ?, is_completed = ? WHERE id = ?"
MOVE_SUMMARY = (
    "UPDATE summary SET started = started + ?, completed = completed + ?, exited_completed = exited_completed + ? "
    "WHERE area = ?"
)
HOLD = "UPDATE sessions SET state = 'held' WHERE id = ? AND state <> 'held'"
