"""The pages of consultation."""
