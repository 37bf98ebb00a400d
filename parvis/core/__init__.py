"""The ground floor: what every room needs, in the order rules, record, people, spaces, processes, discussion, decisions, notices, opendata."""
