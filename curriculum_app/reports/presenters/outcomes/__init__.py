"""What outcomes look like: one reading of a report for page, CSV, XLSX and PDF."""
