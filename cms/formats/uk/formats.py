"""Ukrainian: Django's own days have a leading zero."""

DATE_FORMAT = "j E Y р."
MONTH_DAY_FORMAT = "j E"
DAY_FORMAT = "j"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j E Y р., H:i"
