"""The front door: home, the page of a space, of a process, my participation, search, the facilitator's office. It looks into any room."""
