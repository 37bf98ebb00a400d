"""The first floor: rooms where people do something together. They do not know each other; they meet through the record."""
