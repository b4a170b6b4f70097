CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE cohorts (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL, site TEXT NOT NULL, curriculum TEXT NOT NULL,
  needed INTEGER NOT NULL, make_ups_allowed INTEGER NOT NULL, share REAL NOT NULL, first_on TEXT NOT NULL,
  last_on TEXT NOT NULL
);
CREATE TABLE leads (user_id INTEGER NOT NULL, cohort_id INTEGER NOT NULL, PRIMARY KEY (user_id, cohort_id));
CREATE TABLE sessions (
  id INTEGER PRIMARY KEY, cohort_id INTEGER NOT NULL, number INTEGER NOT NULL, lesson TEXT NOT NULL,
  title TEXT NOT NULL, held_on TEXT NOT NULL, starts_at TEXT NOT NULL, minutes INTEGER NOT NULL, state TEXT NOT NULL
);
CREATE TABLE girls (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, area INTEGER NOT NULL, lessons INTEGER NOT NULL,
  made_up INTEGER NOT NULL, sessions INTEGER NOT NULL, is_started INTEGER NOT NULL, is_exited INTEGER NOT NULL,
  is_completed INTEGER NOT NULL
);
CREATE TABLE enrolments (
  id INTEGER PRIMARY KEY, cohort_id INTEGER NOT NULL, girl_id INTEGER NOT NULL, enrolled_on TEXT NOT NULL,
  exited_on TEXT, age INTEGER, language TEXT NOT NULL, present INTEGER NOT NULL, late INTEGER NOT NULL,
  left_early INTEGER NOT NULL, excused INTEGER NOT NULL, unexcused INTEGER NOT NULL, not_expected INTEGER NOT NULL,
  credited INTEGER NOT NULL, minutes_attended INTEGER NOT NULL, minutes_offered INTEGER NOT NULL
);
CREATE TABLE marks (
  session_id INTEGER NOT NULL, enrolment_id INTEGER NOT NULL, status TEXT, reason TEXT, minutes INTEGER,
  is_credited INTEGER NOT NULL, version INTEGER NOT NULL, marked_by TEXT, marked_at TEXT NOT NULL,
  PRIMARY KEY (session_id, enrolment_id)
) /* WITHOUT ROWID */;
CREATE TABLE make_ups (girl_id INTEGER NOT NULL, lesson TEXT NOT NULL, PRIMARY KEY (girl_id, lesson));
CREATE TABLE summary (
  area INTEGER PRIMARY KEY, enrolled INTEGER NOT NULL, started INTEGER NOT NULL, exited INTEGER NOT NULL,
  completed INTEGER NOT NULL, exited_completed INTEGER NOT NULL
);
