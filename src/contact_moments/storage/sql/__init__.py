"""What statements are made of: the tables, prepared statements, and the expressions that differ between engines."""
