"""Programs that Parvis did not write judge what it publishes."""
