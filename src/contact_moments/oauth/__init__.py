"""OAuth 2 over HTTP: the token endpoint (wire rules 27 to 31). Accounts and consent of people will be served here."""
