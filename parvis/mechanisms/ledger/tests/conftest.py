"""Properties are not timed: the machine may be busy, and the first text drawn builds tables of characters."""

from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
