"""Terms of the field to begin with, and how they get into the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from wagtail.models import Locale

from cms.locales import PLAIN_GERMAN
from cms.translation.models import Term, TermTranslation


@dataclass(frozen=True)
class Called:
    """What a term is called in a language, and what it must not be called."""

    text: str
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seed:
    """A term with its note for translators and its translations by language."""

    term: str
    note: str
    called: Mapping[str, Called] = field(default_factory=dict)


@dataclass(frozen=True)
class Loaded:
    """How many rows were made, or would be."""

    terms: int
    translations: int


def load(*, dry_run: bool = False) -> Loaded:
    """Add what the glossary lacks of these terms, in the languages the site has; nothing that stands is changed."""
    with transaction.atomic():
        loaded = _load()
        if dry_run:
            transaction.set_rollback(True)
    return loaded


def _load() -> Loaded:
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    terms = translations = 0
    for seed in SEEDS:
        term, made = Term.objects.get_or_create(term=seed.term, defaults={"note": seed.note})
        terms += made
        present = set(TermTranslation.objects.filter(term=term).values_list("locale__language_code", flat=True))
        for number, (code, called) in enumerate(seed.called.items()):
            if code in locales and code not in present:
                TermTranslation.objects.create(
                    term=term,
                    locale=locales[code],
                    text=called.text,
                    forbidden="\n".join(called.forbidden),
                    sort_order=number,
                )
                translations += 1
    return Loaded(terms, translations)


SEEDS = (
    Seed(
        "Agentur für Arbeit",
        "Die Behörde vor Ort, die Arbeit vermittelt und Arbeitslosengeld zahlt. Keine private Vermittlung.",
        {
            "en": Called("Employment Agency", ("work agency", "job agency", "labour agency")),
            "fr": Called("Agence pour l'emploi", ("agence de travail", "agence d'intérim", "Pôle emploi")),
            "uk": Called("Агентство зайнятості", ("агентство праці",)),
            "ar": Called("وكالة العمل"),
            PLAIN_GERMAN: Called("Agentur für Arbeit"),
        },
    ),
    Seed(
        "Anerkennung",
        "Die Feststellung, dass ein ausländischer Berufsabschluss hier gilt. Nicht im Sinn von Lob.",
        {
            "en": Called("recognition", ("acknowledgement", "acknowledgment")),
            "fr": Called("reconnaissance", ("homologation",)),
            "uk": Called("визнання", ("нострифікація",)),
            "ar": Called("الاعتراف"),
            PLAIN_GERMAN: Called("Anerkennung"),
        },
    ),
    Seed(
        "Anpassungsqualifizierung",
        "Eine Weiterbildung, die Unterschiede zum deutschen Abschluss ausgleicht, damit er voll anerkannt wird.",
        {
            "en": Called("bridging training", ("adjustment qualification", "fitting qualification")),
            "fr": Called("formation complémentaire", ("qualification d'ajustement",)),
            "uk": Called("адаптаційне навчання"),
            "ar": Called("التأهيل التكميلي"),
        },
    ),
    Seed(
        "Aufenthaltserlaubnis",
        "Ein befristeter Aufenthaltstitel für einen bestimmten Zweck; nicht der Oberbegriff.",
        {
            "en": Called("temporary residence permit", ("residence title", "stay permit")),
            "fr": Called("permis de séjour temporaire", ("titre de séjour",)),
            "uk": Called("тимчасовий дозвіл на перебування"),
            "ar": Called("تصريح إقامة مؤقت"),
            PLAIN_GERMAN: Called("Aufenthalts-Erlaubnis"),
        },
    ),
    Seed(
        "Aufenthaltstitel",
        "Der Oberbegriff: Visum, Aufenthaltserlaubnis, Blaue Karte EU, Niederlassungserlaubnis und weitere.",
        {
            "en": Called("residence title", ("residence permit", "stay title")),
            "fr": Called("titre de séjour", ("permis de séjour",)),
            "uk": Called("дозвіл на перебування"),
            "ar": Called("سند الإقامة"),
            PLAIN_GERMAN: Called("Aufenthalts-Titel"),
        },
    ),
    Seed(
        "Ausländerbehörde",
        "Die Behörde des Kreises oder der Stadt, die über den Aufenthalt entscheidet. Nicht das Auswärtige Amt.",
        {
            "en": Called("foreigners authority", ("Foreign Office", "aliens office", "alien authority")),
            "fr": Called("service des étrangers", ("ministère des Affaires étrangères",)),
            "uk": Called("відомство у справах іноземців", ("міністерство закордонних справ",)),
            "ar": Called("دائرة شؤون الأجانب", ("وزارة الخارجية",)),
            PLAIN_GERMAN: Called("Ausländer-Behörde"),
        },
    ),
    Seed(
        "Beratungsstelle",
        "Ein Ort, an dem man kostenlos Rat bekommt; keine Unternehmensberatung.",
        {
            "en": Called("advice centre", ("consultancy", "consulting firm", "advice body")),
            "fr": Called("centre de conseil", ("cabinet de conseil",)),
            "uk": Called("консультаційний центр"),
            "ar": Called("مركز استشارات"),
            PLAIN_GERMAN: Called("Beratungs-Stelle"),
        },
    ),
    Seed(
        "Berufsausbildung",
        "Die geregelte Ausbildung in einem Beruf, meist im Betrieb und in der Berufsschule. Kein Studium.",
        {
            "en": Called("vocational training", ("job education", "professional formation")),
            "fr": Called("formation professionnelle", ("éducation professionnelle",)),
            "uk": Called("професійне навчання"),
            "ar": Called("التدريب المهني"),
            PLAIN_GERMAN: Called("Berufs-Ausbildung"),
        },
    ),
    Seed(
        "Berufssprachkurs",
        "Ein Deutschkurs für die Arbeit, der auf den Integrationskurs aufbaut.",
        {
            "en": Called("vocational language course", ("professional speech course", "job language course")),
            "fr": Called("cours de langue à visée professionnelle"),
            "uk": Called("професійний мовний курс"),
            "ar": Called("دورة اللغة المهنية"),
            PLAIN_GERMAN: Called("Berufs-Sprach-Kurs"),
        },
    ),
    Seed(
        "beschleunigtes Fachkräfteverfahren",
        "Ein Verfahren, das der Betrieb bei der Ausländerbehörde beantragt und das die Wartezeiten verkürzt.",
        {
            "en": Called("fast-track procedure for skilled workers", ("accelerated specialist procedure",)),
            "fr": Called("procédure accélérée pour travailleurs qualifiés"),
            "uk": Called("прискорена процедура для кваліфікованих працівників"),
            "ar": Called("الإجراء السريع للعمال المؤهلين"),
        },
    ),
    Seed(
        "Blaue Karte EU",
        "Ein Aufenthaltstitel für Menschen mit Hochschulabschluss und einem Arbeitsvertrag.",
        {
            "en": Called("EU Blue Card", ("Blue Card", "blue map", "blue ticket")),
            "fr": Called("carte bleue européenne", ("carte bleue",)),
            "uk": Called("Блакитна карта ЄС", ("синя карта",)),
            "ar": Called("البطاقة الزرقاء للاتحاد الأوروبي"),
            PLAIN_GERMAN: Called("Blaue Karte EU"),
        },
    ),
    Seed(
        "Chancenkarte",
        "Ein Aufenthaltstitel, mit dem man bis zu einem Jahr lang in Deutschland Arbeit suchen darf.",
        {
            "en": Called("Opportunity Card", ("chance card", "chances card", "chance map")),
            "fr": Called("carte d'opportunité", ("carte de chance", "carte chance")),
            "uk": Called("карта можливостей", ("карта шансів",)),
            "ar": Called("بطاقة الفرص", ("بطاقة الحظ",)),
            PLAIN_GERMAN: Called("Chancen-Karte"),
        },
    ),
    Seed(
        "Duldung",
        "Die Abschiebung ist ausgesetzt. Kein Aufenthaltstitel und keine Erlaubnis zu bleiben.",
        {
            "en": Called("temporary suspension of deportation", ("tolerance", "acquiescence", "residence permit")),
            "fr": Called("suspension temporaire de l'expulsion", ("tolérance", "permis de séjour")),
            "uk": Called("тимчасове призупинення депортації", ("терпимість", "толерантність")),
            "ar": Called("وقف الترحيل المؤقت", ("التسامح",)),
            PLAIN_GERMAN: Called("Duldung"),
        },
    ),
    Seed(
        "Einbürgerung",
        "Wer eingebürgert wird, bekommt die deutsche Staatsangehörigkeit.",
        {
            "en": Called("naturalisation", ("naturalization", "civilisation")),
            "fr": Called("naturalisation", ("embourgeoisement",)),
            "uk": Called("набуття громадянства"),
            "ar": Called("التجنيس"),
            PLAIN_GERMAN: Called("Einbürgerung"),
        },
    ),
    Seed(
        "Fachkraft",
        "Wer einen Berufs- oder Hochschulabschluss hat, der in Deutschland gilt.",
        {
            "en": Called("skilled worker", ("specialist force", "technical force", "professional force")),
            "fr": Called("travailleur qualifié", ("force spécialisée",)),
            "uk": Called("кваліфікований працівник"),
            "ar": Called("عامل مؤهل"),
            PLAIN_GERMAN: Called("Fachkraft"),
        },
    ),
    Seed(
        "Fachkräfteeinwanderungsgesetz",
        "Das Gesetz, nach dem Fachkräfte zum Arbeiten nach Deutschland kommen können. Abkürzung: FEG.",
        {
            "en": Called("Skilled Immigration Act", ("Specialist Immigration Act", "Skilled Immigration Law")),
            "fr": Called("loi sur l'immigration de travailleurs qualifiés", ("loi d'immigration choisie",)),
            "uk": Called("Закон про імміграцію кваліфікованих працівників"),
            "ar": Called("قانون هجرة العمال المؤهلين"),
            PLAIN_GERMAN: Called("Fachkräfte-Einwanderungs-Gesetz"),
        },
    ),
    Seed(
        "Familiennachzug",
        "Ehepartner und Kinder ziehen zu jemandem, der schon in Deutschland lebt.",
        {
            "en": Called("family reunification", ("family moving", "subsequent family", "chain migration")),
            "fr": Called("regroupement familial", ("rapprochement familial",)),
            "uk": Called("возз'єднання сім'ї"),
            "ar": Called("لم شمل الأسرة"),
            PLAIN_GERMAN: Called("Familien-Nachzug"),
        },
    ),
    Seed(
        "Fördermittel",
        "Geld, das eine öffentliche Stelle für ein Vorhaben gibt und das nicht zurückgezahlt wird.",
        {
            "en": Called("funding", ("promotion means", "promotional funds", "conveying means")),
            "fr": Called("subventions", ("moyens de promotion",)),
            "uk": Called("кошти підтримки", ("засоби просування",)),
            "ar": Called("أموال الدعم"),
            PLAIN_GERMAN: Called("Förder-Mittel"),
        },
    ),
    Seed(
        "Geflüchtete",
        "Menschen, die vor Krieg oder Verfolgung geflohen sind, unabhängig von ihrem Status. Nicht „Flüchtlinge“.",
        {
            "en": Called("refugees", ("escapees", "fugitives", "runaways")),
            "fr": Called("personnes réfugiées", ("fugitifs",)),
            "uk": Called("біженці", ("втікачі",)),
            "ar": Called("اللاجئون", ("الهاربون",)),
            PLAIN_GERMAN: Called("geflüchtete Menschen", ("Flüchtlinge",)),
        },
    ),
    Seed(
        "Gleichwertigkeitsbescheid",
        "Das Schreiben, in dem steht, ob ein ausländischer Abschluss dem deutschen gleichwertig ist.",
        {
            "en": Called("notice of equivalence", ("notice of equality", "equality notice", "notice of parity")),
            "fr": Called("décision d'équivalence", ("avis d'égalité",)),
            "uk": Called("рішення про рівноцінність", ("рішення про рівність",)),
            "ar": Called("قرار المعادلة", ("قرار المساواة",)),
            PLAIN_GERMAN: Called("Bescheid über die Gleichwertigkeit"),
        },
    ),
    Seed(
        "Integrationskurs",
        "Deutsch und Wissen über das Leben hier: Sprachkurs und Orientierungskurs.",
        {
            "en": Called("integration course", ("inclusion course", "integration class")),
            "fr": Called("cours d'intégration", ("cours d'insertion",)),
            "uk": Called("інтеграційний курс"),
            "ar": Called("دورة الاندماج", ("دورة الدمج",)),
            PLAIN_GERMAN: Called("Integrations-Kurs"),
        },
    ),
    Seed(
        "Jobcenter",
        "Zahlt Bürgergeld und hilft bei der Suche nach Arbeit; nicht dasselbe wie die Agentur für Arbeit.",
        {
            "en": Called("job centre", ("Employment Agency", "job center")),
            "fr": Called("Jobcenter", ("Agence pour l'emploi",)),
            "uk": Called("Jobcenter", ("Агентство зайнятості",)),
            "ar": Called("مركز العمل Jobcenter", ("وكالة العمل",)),
            PLAIN_GERMAN: Called("Job-Center"),
        },
    ),
    Seed(
        "Migrationshintergrund",
        "Jemand selbst oder ein Elternteil ist ohne deutsche Staatsangehörigkeit geboren.",
        {
            "en": Called("migration background", ("migratory background", "migrant past")),
            "uk": Called("міграційне походження"),
            "ar": Called("أصول مهاجرة"),
            PLAIN_GERMAN: Called("Migrations-Hintergrund"),
        },
    ),
    Seed(
        "Netzwerktreffen",
        "Die regelmäßige Zusammenkunft der Beteiligten in unserem Netzwerk; hat eine Nummer.",
        {
            "en": Called("network meeting", ("net meeting", "net hit", "networking party")),
            "fr": Called("réunion du réseau", ("rencontre internet",)),
            "uk": Called("зустріч мережі"),
            "ar": Called("لقاء الشبكة"),
            PLAIN_GERMAN: Called("Netzwerk-Treffen"),
        },
    ),
    Seed(
        "Niederlassungserlaubnis",
        "Ein Aufenthaltstitel ohne Ende und ohne Bindung an einen Zweck. Hat nichts mit Zweigstellen zu tun.",
        {
            "en": Called("settlement permit", ("establishment permit", "branch permit")),
            "fr": Called("permis d'établissement", ("permis de succursale",)),
            "uk": Called("дозвіл на поселення"),
            "ar": Called("تصريح الإقامة الدائمة"),
            PLAIN_GERMAN: Called("Niederlassungs-Erlaubnis"),
        },
    ),
    Seed(
        "Projektträger",
        "Die Einrichtung, die ein Projekt verantwortet und durchführt.",
        {
            "en": Called("project provider", ("project carrier", "project bearer", "project holder")),
            "fr": Called("porteur de projet", ("transporteur de projet",)),
            "uk": Called("організатор проєкту", ("носій проєкту",)),
            "ar": Called("الجهة المنفذة للمشروع", ("حامل المشروع",)),
        },
    ),
    Seed(
        "reglementierter Beruf",
        "Ein Beruf, den man nur mit einer bestimmten Qualifikation ausüben darf, etwa Ärztin oder Lehrer.",
        {
            "en": Called("regulated profession", ("regimented profession", "reglemented profession")),
            "fr": Called("profession réglementée", ("métier réglé",)),
            "uk": Called("регламентована професія"),
            "ar": Called("مهنة منظمة قانونيا"),
        },
    ),
    Seed(
        "Sprachmittlung",
        "Vermittlung zwischen zwei Sprachen im Gespräch, auch durch Ehrenamtliche; kein beeidigtes Dolmetschen.",
        {
            "en": Called("language mediation", ("speech mediation", "sworn interpreting")),
            "fr": Called("médiation linguistique", ("interprétation assermentée",)),
            "uk": Called("мовне посередництво"),
            "ar": Called("الوساطة اللغوية"),
            PLAIN_GERMAN: Called("Sprach-Mittlung"),
        },
    ),
    Seed(
        "Träger",
        "Die Einrichtung, die ein Angebot verantwortet: Verein, Kammer, Bildungsstätte. Keine Person, die etwas trägt.",
        {
            "en": Called("provider", ("carrier", "carriers", "bearer", "bearers")),
            "fr": Called("organisme responsable", ("transporteur",)),
            "uk": Called("організатор", ("носій",)),
            "ar": Called("الجهة المسؤولة", ("الحامل",)),
        },
    ),
    Seed(
        "Welcome Center",
        "Ein Eigenname: bleibt in lateinischer Schrift und in dieser Schreibung.",
        {
            "en": Called("Welcome Center", ("Welcome Centre", "reception centre", "greeting centre")),
            "fr": Called("Welcome Center", ("centre de bienvenue", "centre d'accueil")),
            "uk": Called("Welcome Center", ("центр привітання",)),
            "ar": Called("Welcome Center", ("مركز الترحيب",)),
            PLAIN_GERMAN: Called("Welcome Center"),
        },
    ),
)  # fmt: skip
