"""English as written in Europe."""

DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "j F"
DAY_FORMAT = "j"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATE_FORMAT = "d/m/Y"
# The admin shows days as WAGTAIL_DATE_FORMAT says, whatever language its user reads.
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d"]
DATETIME_INPUT_FORMATS = [
    *("%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"),
    *("%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d"),
]
