"""What other programs found in small random elections, and the elections."""
