"""People's accounts as pages: coming in, passkeys, settings, and seats that are claimed."""
