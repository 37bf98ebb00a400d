"""The pages of decisions, answers and promises."""
