"""A question put to people, the convenor's commitment, and the phases that lead from contributions to a decision.

Phases open and close by the clock.
"""
