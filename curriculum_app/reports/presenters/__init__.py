"""What the pages and files of reports show: one presenter for page, CSV, XLSX and the command."""
