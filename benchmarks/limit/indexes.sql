CREATE INDEX ix_sessions_cohort ON sessions (cohort_id);
CREATE INDEX ix_enrolments_cohort ON enrolments (cohort_id);
CREATE INDEX ix_enrolments_girl ON enrolments (girl_id);
CREATE INDEX ix_marks_enrolment ON marks (enrolment_id);
CREATE INDEX ix_leads_cohort ON leads (cohort_id);
