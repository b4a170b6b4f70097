"""What the pages of cohorts show: everything is put into words here, so that templates only lay it out."""
