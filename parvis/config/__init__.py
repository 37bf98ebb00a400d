"""Settings, addresses and the doors of the server (WSGI)."""
