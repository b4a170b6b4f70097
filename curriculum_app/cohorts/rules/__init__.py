"""The rules of cohorts as pure functions: words of state, timetable, names, entry, exits and staffing."""
