"""What was decided, why, and what becomes of it.

Officers write decisions, weigh options, and make promises; everybody who contributed is answered; people say whether promises are kept.
"""
