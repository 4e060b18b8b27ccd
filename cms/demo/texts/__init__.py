"""The demo newsroom's texts, in German and English. Agency, region, towns and people are invented."""
