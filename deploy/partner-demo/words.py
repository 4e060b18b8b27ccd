"""What the pages say themselves, in the languages of the newsroom; days and times as each of them writes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
RIGHT_TO_LEFT = {"ar"}
NAMES = {
    "de": "Deutsch",
    "de-simple": "Leichte Sprache",
    "en": "English",
    "fr": "Français",
    "uk": "Українська",
    "ar": "العربية",
}
MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
WORDS = {
    "de": {
        "portal": "Nachrichten aus der Region",
        "skip": "Zum Inhalt",
        "languages": "Sprachen",
        "sections": "Bereiche",
        "all": "Alle anzeigen",
        "press-releases": "Pressemitteilungen",
        "practice-reports": "Gute Praxis",
        "events": "Veranstaltungen",
        "event-series": "Veranstaltungsreihen",
        "meeting-documentations": "Dokumentationen",
        "pages": "Weitere Seiten",
        "online": "Online",
        "cancelled": "Abgesagt",
        "venue": "Ort",
        "register": "Zur Anmeldung",
        "programme": "Programm",
        "dates": "Termine",
        "voices": "Rückmeldungen",
        "pictures": "Bilder",
        "files": "Dateien",
        "corrections": "Korrekturen",
        "contact": "Kontakt",
        "transcript": "Text des Videos",
        "source": "Quelle",
        "licence": "Lizenz des Textes",
    },
    "en": {
        "portal": "News from the region",
        "skip": "Skip to content",
        "languages": "Languages",
        "sections": "Sections",
        "all": "Show all",
        "press-releases": "Press releases",
        "practice-reports": "Good practice",
        "events": "Events",
        "event-series": "Event series",
        "meeting-documentations": "Documentation",
        "pages": "More pages",
        "online": "Online",
        "cancelled": "Cancelled",
        "venue": "Venue",
        "register": "Register",
        "programme": "Programme",
        "dates": "Dates",
        "voices": "Feedback",
        "pictures": "Pictures",
        "files": "Files",
        "corrections": "Corrections",
        "contact": "Contact",
        "transcript": "Text of the video",
        "source": "Source",
        "licence": "Licence of the text",
    },
    "fr": {
        "portal": "Actualités de la région",
        "skip": "Aller au contenu",
        "languages": "Langues",
        "sections": "Rubriques",
        "all": "Tout afficher",
        "press-releases": "Communiqués de presse",
        "practice-reports": "Bonnes pratiques",
        "events": "Évènements",
        "event-series": "Séries d’évènements",
        "meeting-documentations": "Comptes rendus",
        "pages": "Autres pages",
        "online": "En ligne",
        "cancelled": "Annulé",
        "venue": "Lieu",
        "register": "S’inscrire",
        "programme": "Programme",
        "dates": "Dates",
        "voices": "Retours",
        "pictures": "Images",
        "files": "Fichiers",
        "corrections": "Corrections",
        "contact": "Contact",
        "transcript": "Texte de la vidéo",
        "source": "Source",
        "licence": "Licence du texte",
    },
    "uk": {
        "portal": "Новини регіону",
        "skip": "Перейти до вмісту",
        "languages": "Мови",
        "sections": "Розділи",
        "all": "Показати все",
        "press-releases": "Пресрелізи",
        "practice-reports": "Добрі практики",
        "events": "Заходи",
        "event-series": "Серії заходів",
        "meeting-documentations": "Документація",
        "pages": "Інші сторінки",
        "online": "Онлайн",
        "cancelled": "Скасовано",
        "venue": "Місце",
        "register": "Зареєструватися",
        "programme": "Програма",
        "dates": "Дати",
        "voices": "Відгуки",
        "pictures": "Зображення",
        "files": "Файли",
        "corrections": "Виправлення",
        "contact": "Контакт",
        "transcript": "Текст відео",
        "source": "Джерело",
        "licence": "Ліцензія тексту",
    },
    "ar": {
        "portal": "أخبار المنطقة",
        "skip": "إلى المحتوى",
        "languages": "اللغات",
        "sections": "الأقسام",
        "all": "عرض الكل",
        "press-releases": "بيانات صحفية",
        "practice-reports": "ممارسات جيدة",
        "events": "فعاليات",
        "event-series": "سلاسل الفعاليات",
        "meeting-documentations": "توثيق",
        "pages": "صفحات أخرى",
        "online": "عبر الإنترنت",
        "cancelled": "أُلغيت",
        "venue": "المكان",
        "register": "التسجيل",
        "programme": "البرنامج",
        "dates": "المواعيد",
        "voices": "آراء",
        "pictures": "صور",
        "files": "ملفات",
        "corrections": "تصحيحات",
        "contact": "للتواصل",
        "transcript": "نص الفيديو",
        "source": "المصدر",
        "licence": "رخصة النص",
    },
}
WORDS["de-simple"] = WORDS["de"] | {
    "online": "Im Internet",
    "cancelled": "Fällt aus",
    "events": "Termine",
    "event-series": "Reihen von Terminen",
}


def word(locale: str, name: str) -> str:
    """The word in the language, in English where that is none of ours; the name itself where there is no word."""
    return WORDS.get(locale, WORDS["en"]).get(name, name)


def direction(locale: str) -> str:
    """The writing direction as HTML names it."""
    return "rtl" if locale in RIGHT_TO_LEFT else "ltr"


def day(value: date, locale: str) -> str:
    """The day in words of the language."""
    base = locale.partition("-")[0]
    month = MONTHS.get(base, MONTHS["en"]).split()[value.month - 1]
    return f"{value.day}{'.' if base == 'de' else ''} {month} {value.year}"


def moment(value: str, locale: str) -> str:
    """The moment, given as the API writes it, in words of the language and as it is in Germany."""
    local = datetime.fromisoformat(value).astimezone(ZONE)
    return f"{day(local.date(), locale)}, {local:%H:%M}"


def when(document: dict[str, Any]) -> tuple[str, str]:
    """Machine-readable and in words: when the document begins, or its day; empty where it has none."""
    locale = document["locale"]
    if starts_at := document.get("starts_at"):
        return starts_at, moment(starts_at, locale)
    given = document.get("date")
    return (given, day(date.fromisoformat(given), locale)) if given else ("", "")
