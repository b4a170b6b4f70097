"""What the pages of assessments show: sittings to the staff, one question after the other to a girl."""
