"""Voting: what a group chooses from the ballots of its members. One file, one method."""
