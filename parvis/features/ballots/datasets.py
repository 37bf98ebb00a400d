"""The tables of open data that votes give."""
