"""Arabic in Germany: no comma before the year, and the 24 hours of everything else that a reader meets here."""

DATE_FORMAT = "j F Y"
DAY_FORMAT = "j"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y، H:i"
