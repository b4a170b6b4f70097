"""What holds about accounts without a database: passwords, codes, limits, devices, roles."""
