"""What is translated into which language, and what changes in German afterwards."""

from cms.demo.texts import in_arabic, in_french, in_plain_german, in_ukrainian
from cms.demo.texts.kinds import Change, Plan

# Who stands in nearly every text.
HOUSE = [
    ("organisation", "agentur"),
    ("organisation", "welcome"),
    ("organisation", "netzwerk"),
    ("person", "wohlrab"),
    ("contact", "presse"),
    ("contact", "fachkraefte"),
    ("boilerplate", "agentur"),
    ("boilerplate", "netzwerk"),
    ("texts", "site"),
]
MENTORING = [
    ("topic", "ankommen"),
    ("topic", "betriebe"),
    ("organisation", "handwerk"),
    ("person", "brandt"),
    ("person", "kessling"),
]
STAYING = [
    ("topic", "netzwerk"),
    ("topic", "betriebe"),
    ("organisation", "hochschule"),
    ("person", "thormann"),
    ("person", "ahrendt"),
]
WORKSHOP = [
    ("topic", "anerkennung"),
    ("organisation", "handwerk"),
    ("organisation", "klinikum"),
    ("organisation", "bildungswerk"),
    ("venue", "kreishaus"),
    ("person", "kessling"),
    ("person", "luedeking"),
    ("person", "rehbein"),
    ("person", "petrovic"),
]
MEETING = [
    ("topic", "netzwerk"),
    ("venue", "weberei"),
]
FRAME = ["start", "presse", "impressum", "veranstaltungen"]


def _once(*lists: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(thing for things in lists for thing in things))


PLANS = [
    Plan(
        "fr",
        in_french.WORDS,
        _once(HOUSE, MENTORING, STAYING, WORKSHOP),
        [*FRAME, "kontakt", "mentoring", "werkstatt", "werkstatt-3"],
    ),
    Plan(
        "uk",
        in_ukrainian.WORDS,
        _once(HOUSE, STAYING, MEETING),
        [*FRAME, "netzwerktreffen", "treffen-5", "bleiben"],
    ),
    Plan(
        "ar",
        in_arabic.WORDS,
        _once(HOUSE, MENTORING, MEETING),
        [*FRAME, "netzwerktreffen", "treffen-5", "mentoring"],
    ),
    Plan(
        "de-simple",
        in_plain_german.WORDS,
        _once(HOUSE, MENTORING, MEETING),
        ["start", "presse", "leichte-sprache", "veranstaltungen", "netzwerktreffen", "treffen-5", "mentoring"],
    ),
]

# The French page still says the old hour.
CHANGE = Change(
    "kontakt",
    ["intro", "search_description"],
    {"de": ("freitags bis 13 Uhr", "freitags bis 14 Uhr"), "en": ("on Friday until 1 pm", "on Friday until 2 pm")},
)
