"""Topics and audiences."""

from cms.demo.texts.kinds import In

TOPICS: dict[str, In[str]] = {
    "einwanderung": {"de": "Einwanderung", "en": "Immigration"},
    "anerkennung": {"de": "Anerkennung", "en": "Recognition of qualifications"},
    "sprache": {"de": "Sprache", "en": "Language"},
    "ausbildung": {"de": "Ausbildung und Studium", "en": "Training and higher education"},
    "betriebe": {"de": "Betriebe", "en": "Employers"},
    "ankommen": {"de": "Ankommen", "en": "Settling in"},
    "netzwerk": {"de": "Netzwerk", "en": "Network"},
    "agentur": {"de": "Regionalagentur", "en": "Regional Agency"},
}

AUDIENCES: dict[str, In[str]] = {
    "betriebe": {"de": "Kleine und mittlere Betriebe", "en": "Small and medium-sized businesses"},
    "kliniken": {"de": "Kliniken und Pflegeeinrichtungen", "en": "Hospitals and care providers"},
    "kommunen": {"de": "Kommunen und Behörden", "en": "Local authorities"},
    "bildung": {"de": "Bildungsträger", "en": "Training providers"},
    "kammern": {"de": "Kammern und Verbände", "en": "Chambers and associations"},
    "hochschulen": {"de": "Hochschulen", "en": "Universities"},
}
