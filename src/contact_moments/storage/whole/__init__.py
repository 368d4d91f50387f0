"""What concerns the register as a whole: its schema, migrations, transfer to another database, backups."""
