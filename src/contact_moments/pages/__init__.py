"""What doors that show HTML share: templates, forms, languages and security headers."""
