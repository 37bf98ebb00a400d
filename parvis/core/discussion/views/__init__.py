"""The pages and forms of discussion."""
