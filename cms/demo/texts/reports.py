"""All practice reports, the oldest first."""

from cms.demo.texts import reports_at_work, reports_in_town

REPORTS = [*reports_at_work.REPORTS, *reports_in_town.REPORTS]
