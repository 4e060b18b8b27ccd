"""French as the press writes it: hours with an h."""

DAY_FORMAT = "j"
TIME_FORMAT = "G\u00a0\\h\u00a0i"
DATETIME_FORMAT = f"j F Y à {TIME_FORMAT}"
