"""The `parvis` command: counting and recounting on anybody's computer, and running an instance."""
