"""What the rules know of German words: their forms, the hard ones and what stands for them, those everybody knows."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# By base form in lower case, what to say instead.
SIMPLER = {
    "abfrage": "Frage",
    "absolvieren": "machen, fertig machen",
    "adäquat": "passend",
    "akkreditierung": "Ausweis für die Presse",
    "akquirieren": "finden, werben",
    "aktualisieren": "neu machen",
    "analyse": "Untersuchung",
    "angesichts": "wegen",
    "anlässlich": "zu, wegen",
    "aspekt": "Punkt, Teil",
    "assistenz": "Hilfe",
    "aufgrund": "wegen, weil",
    "beantragen": "einen Antrag stellen",
    "bezüglich": "zu, über",
    "beziehungsweise": "oder, und",
    "budget": "Geld für einen Zweck",
    "coaching": "Beratung",
    "dennoch": "trotzdem",
    "diesbezüglich": "dazu",
    "digitalisierung": "mehr Arbeit mit dem Computer",
    "diversität": "Vielfalt",
    "download": "Herunterladen",
    "effektiv": "wirksam",
    "effizient": "gut und schnell",
    "engagement": "Mithilfe",
    "etablieren": "aufbauen",
    "evaluation": "Prüfung",
    "evaluieren": "prüfen",
    "event": "Treffen, Fest",
    "fachkraft": "Mensch, der den Beruf gelernt hat",
    "fachkräfte": "Menschen, die den Beruf gelernt haben",
    "feedback": "Rückmeldung",
    "ferner": "auch",
    "flyer": "Zettel",
    "formell": "so, wie es vorgeschrieben ist",
    "fördermittel": "Geld vom Staat",
    "gegebenenfalls": "vielleicht",
    "gemäß": "nach",
    "genehmigen": "erlauben",
    "hinsichtlich": "zu, über",
    "homepage": "Internet-Seite",
    "hybrid": "vor Ort und im Internet",
    "implementieren": "einführen",
    "inklusion": "alle machen mit",
    "individuell": "für jeden passend",
    "infolge": "wegen, durch",
    "infrastruktur": "Straßen, Schulen, Leitungen",
    "initiative": "Gruppe, Plan",
    "initiieren": "anfangen",
    "innovation": "neue Idee",
    "innovativ": "neu",
    "inklusive": "mit",
    "input": "Vortrag",
    "insbesondere": "vor allem",
    "instrument": "Mittel, Hilfe",
    "integrieren": "aufnehmen",
    "investieren": "Geld ausgeben",
    "investition": "Geld für etwas Neues",
    "jedoch": "aber",
    "kapazität": "Platz, Zeit",
    "kick-off": "erstes Treffen",
    "kompetenz": "was jemand gut kann",
    "komplex": "schwierig",
    "konferenz": "großes Treffen",
    "konzept": "Plan",
    "kooperation": "Zusammen-Arbeit",
    "kooperieren": "zusammen arbeiten",
    "koordinieren": "planen, leiten",
    "lediglich": "nur",
    "mangels": "weil etwas fehlt",
    "maßnahme": "Angebot, Hilfe",
    "meeting": "Treffen",
    "mentor": "Helfer",
    "migration": "aus einem anderen Land kommen",
    "mittels": "mit",
    "modernisieren": "neu machen",
    "monitoring": "Beobachtung",
    "niedrigschwellig": "einfach für alle",
    "nachhaltig": "gut für lange Zeit",
    "netzwerk": "Gruppe, die sich hilft",
    "obligatorisch": "Pflicht",
    "optimieren": "besser machen",
    "pandemie": "Krankheit in der ganzen Welt",
    "partizipation": "Mit-Machen, Mit-Bestimmung",
    "partizipieren": "mit-machen",
    "perspektive": "Möglichkeit für später",
    "podium": "Gespräch vor vielen Menschen",
    "potenzial": "Möglichkeit",
    "praktizieren": "machen",
    "präsentieren": "zeigen",
    "priorität": "das Wichtigste",
    "profitieren": "einen Vorteil haben",
    "prozess": "Weg, Ablauf",
    "qualifikation": "Ausbildung",
    "qualifizieren": "ausbilden",
    "realisieren": "machen",
    "reduzieren": "weniger machen",
    "relevant": "wichtig",
    "resonanz": "Antworten",
    "ressource": "Geld, Zeit, Menschen",
    "seitens": "von",
    "seminar": "Kurs",
    "signifikant": "deutlich",
    "somit": "also",
    "sowie": "und",
    "standardisieren": "gleich machen",
    "statistik": "Zahlen über etwas",
    "strategie": "Plan",
    "strukturell": "im Aufbau",
    "thematik": "Thema",
    "tool": "Hilfs-Mittel",
    "transfer": "Weitergeben",
    "transformation": "großer Wandel",
    "transparent": "offen, klar",
    "umfassend": "ganz, viel",
    "unverzüglich": "sofort",
    "verfügen": "haben",
    "voraussichtlich": "wahrscheinlich",
    "website": "Internet-Seite",
    "wirtschaftlichkeit": "gut mit Geld umgehen",
    "workshop": "Arbeits-Gruppe",
    "zertifikat": "Zeugnis",
    "zielgruppe": "Menschen, für die etwas ist",
    "zudem": "auch",
    "zusätzlich": "auch, noch",
    "zwecks": "für, um",
}

# Endings of words from Latin and French. Those of verbs are looked for in words that are written small: Tieren.
HARD_VERBS = ("ieren", "ierend", "ierende", "ierenden", "iert", "ierte", "ierten", "ierter", "iertes", "iertem")
HARD_NOUNS = (
    "ierung", "ierungen", "ität", "itäten", "tion", "tionen", "ismus", "ismen", "enz", "enzen", "anz", "anzen",
)  # fmt: skip
HARD_ADJECTIVES = ("istisch", "iell", "ielle", "ielles", "iellen", "ieller", "ellem")

# Verbs on -ieren that everybody knows, by what stands before it. The first line is German from of old.
KNOWN_VERBS = _set(
    "fe le verschle verl fr erfr gefr einfr schm beschm z verz sp st v "
    "inform prob ausprob anprob telefon stud repar pass gratul fotograf interess funktion train organis ras oper kop "
    "spaz demonstr reg kap not disk diskut mark adress export kass kontroll markt blam mass mot jub sort kombin serv "
    "start garant"
)
KNOWN_NOUNS = _set(
    "information informationen station stationen nation nationen operation operationen aktion aktionen portion "
    "portionen tradition traditionen redaktion redaktionen produktion generation generationen organisation "
    "organisationen demonstration demonstrationen situation situationen position lektion lektionen infektion "
    "funktion funktionen emotion emotionen reaktion reaktionen kation diskussion religion aktionen auktion "
    "universität universitäten qualität regierung regierungen tourismus rheumatismus "
    "grenz lenz lorenz existenz prominenz konferenz intelligenz allianz bilanz distanz substanz finanz finanzen "
    "tanz kranz glanz schwanz pflanz pflanzen romanzen instanz ambulanz lizenz"
)
KNOWN_ENDS = ("tanz", "kranz", "glanz", "schwanz", "pflanze", "pflanzen", "grenzen", "kränzen", "ganz", "ambulanz")
KNOWN_ADJECTIVES = _set("speziell spezielle spezielles speziellen spezieller finanziell finanzielle finanziellen")

# Inflections that are taken off before a word is looked up.
INFLECTIONS = ("en", "es", "er", "em", "e", "n", "s")
# Endings that make a word longer and no harder.
DERIVATIONS = (
    "itäten", "ität", "ierten", "ierte", "ationen", "ation", "ungen", "ung", "igkeiten", "igkeit", "keiten", "keit",
    "heiten", "heit",
    "schaften", "schaft", "lichen", "licher", "liche", "lich", "erinnen", "erin", "innen", "in", "nissen", "nisse",
    "nis", "tümer", "tum", "en", "er", "es", "s", "n",
)  # fmt: skip
# Where one noun ends and the next begins: Bildungs|angebot.
JOINTS = ("ungs", "heits", "keits", "schafts", "tions", "sions", "täts")
# Names are not divided.
NAMES = _set(
    "niedersachsen brandenburg mecklenburg vorpommern württemberg saarbrücken braunschweig regensburg "
    "nordthüringen südthüringen deutschland griechenland großbritannien österreich liechtenstein "
    "frankenhausen heiligenstadt sondershausen aschaffenburg wolfenbüttel recklinghausen gelsenkirchen "
    "oberhausen mönchengladbach ludwigshafen kaiserslautern friedrichshafen weihnachten"
)

PASSIVE_AUXILIARIES = _set("wird werden wurde wurden werde wirst werdet wurdest worden")
SEPARABLE = (
    "zusammen", "zurück", "weiter", "wieder", "heraus", "hinaus", "herein", "hinein", "herunter", "hinunter", "herum",
    "voran", "voraus", "vorbei", "durch", "statt", "teil", "fest", "frei", "fort", "nach", "über", "unter", "bereit",
    "kennen", "fertig", "bekannt", "ab", "an", "auf", "aus", "bei", "dar", "ein", "her", "hin", "los", "mit", "um",
    "vor", "weg", "zu",
)  # fmt: skip
INSEPARABLE = ("be", "ver", "ent", "emp", "er", "zer", "miss", "über", "unter", "durch", "wider", "hinter", "voll")
# Infinitives that look like participles, without a separable prefix.
LIKE_PARTICIPLES = _set(
    "gehen geben gelten gewinnen gehören genießen geschehen gestalten gefallen gelingen genesen genügen gebären "
    "gedeihen gestehen gewähren gebieten gebrauchen geraten getrauen gefährden genehmigen gewährleisten gewöhnen "
    "gegen gehn gestatten geleiten gesellen gesunden getrennten gerade gemeinsamen gesamten ganzen guten gesundet"
)
# What one becomes without anybody doing it.
NOT_PARTICIPLES = _set(
    "gesamt gesund geeignet gerecht gewohnt geübt gespannt gelassen bereit bekannt berühmt erst bestimmt beliebt "
    "verliebt bewusst verrückt überhaupt erwachsen besser bereits vielleicht gut gert erkältet verwandt befreundet "
    "begeistert beunruhigt erwerbstätig berufstätig zuerst verwitwet bett brett recht echt ernst zuletzt"
)
STRONG_PARTICIPLES = _set(
    "beschlossen besprochen begonnen bewiesen beworben beschrieben verboten verloren versprochen verstanden "
    "verschoben entschieden entworfen empfohlen erfunden erhoben ergriffen erzogen unterschrieben übernommen "
    "überwiesen überwunden unternommen unterbrochen verbunden verliehen vermieden verworfen zerbrochen begangen "
    "betrieben betroffen bestanden erschlossen erwogen verglichen verschwiegen verwiesen verzogen "
    "unterworfen übertroffen übersprungen abgenommen verabschiedet bezogen beworfen bestochen"
)

DETERMINERS = _set(
    "die das der den dem ein eine einen einem einer alle viele manche einige mehrere diese dieser dieses diesen "
    "jede jeder jedes unsere unser unseren ihre ihr ihren seine sein seinen im am zum zur beim vom"
)
# Who helps, gives or tells does it to somebody: dem Amt, der Frau.
DATIVE_VERBS = (
    "helf", "hilf", "half", "geb", "gib", "gab", "zeig", "sag", "schick", "dank", "gehör", "antwort", "erklär",
    "erzähl", "bring", "brach", "schreib", "schrieb", "gefall", "gefäll", "glaub", "rat", "rät", "leih", "kauf",
    "biet", "bot", "schenk", "empfehl", "empfiehl", "erlaub", "verbiet", "droh", "nütz", "schad", "gratul",
)  # fmt: skip
# Where a genitive may begin.
GENITIVE_MARKS = _set("des der eines meines deines seines ihres unseres eures keines dieses jedes jenes")
# Nouns that end in s by themselves: dieses Haus.
ENDS_IN_S = ("haus", "glas", "gas", "eis", "gras", "nis", "os", "us", "as", "is", "ss", "ös", "ys", "ens", "los", "ps")

CONJUNCTIONS = _set(
    "dass weil obwohl obgleich damit sodass nachdem bevor ehe während falls sofern soweit indem ob sobald solange "
    "seitdem wodurch womit wobei wofür woran worauf wogegen wenn"
)
RELATIVES = _set("der die das den dem deren dessen denen welcher welche welches welchen welchem")
FINITE = _set(
    "ist sind war waren hat haben hatte hatten kann können konnte konnten muss müssen darf dürfen soll sollen will "
    "wollen wird werden wurde wurden gibt geht steht macht kommt"
)

SUBJUNCTIVES = _set(
    "würde würden würdest könnte könnten könntest hätte hätten hättest wäre wären wärst müsste müssten dürfte dürften "
    "gäbe gäben käme kämen seien bräuchte bräuchten ginge wüsste wüssten"
)
NEGATIONS = _set("nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden niemandem nichts weder")

NUMBER_WORDS = _set(
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn "
    "neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend zweihundert dreihundert "
    "vierhundert fünfhundert zweitausend dreitausend zehntausend hunderttausend"
)
TENS = ("undzwanzig", "unddreißig", "undvierzig", "undfünfzig", "undsechzig", "undsiebzig", "undachtzig", "undneunzig")
COUNTED = _set(
    "euro menschen personen leute frauen männer kinder jugendliche einwohner einwohnerinnen betriebe firmen jahre "
    "meter kilometer stunden tage plätze besucher besucherinnen arbeitsplätze arbeits-plätze unternehmen mitglieder "
    "tonnen liter teilnehmer bürger schüler wohnungen"
)
YEARS_AFTER = _set("jahr jahre jahren jahres seit bis ab anno um")
# Two letters that are no numerals.
NOT_ROMAN = _set("CD CV CC DC XL MIX DI MI LI DIV MM CI MC MD")

# Those with a full stop, as regular expressions; `_` may be a space, a narrow one or none.
DOTTED = (
    r"z\._?B\.", r"d\._?h\.", r"u\._?a\.", r"o\._?[Ää]\.", r"u\._?[Ää]\.", r"i\._?d\._?R\.", r"u\._?U\.",
    r"s\._?[ou]\.",
    r"m\._?E\.", r"i\._?A\.", r"v\._?a\.", r"usw\.", r"usf\.", r"etc\.", r"bzw\.", r"ca\.", r"ggf\.", r"evtl\.",
    r"inkl\.",
    r"exkl\.", r"vgl\.", r"zzgl\.", r"sog\.", r"gem\.", r"bspw\.", r"mind\.", r"max\.", r"insb\.", r"lt\.", r"abzgl\.",
    r"Abs\.", r"Art\.", r"Nr\.", r"Str\.", r"Tel\.", r"Prof\.", r"Mio\.", r"Mrd\.", r"Min\.", r"Std\.", r"Hrsg\.",
    r"Jh\.", r"Jhd\.", r"St\.", r"Kap\.", r"Bd\.", r"Ziff\.", r"allg\.", r"entspr\.", r"bes\.", r"tägl\.",
    r"wöchentl\.",
)  # fmt: skip
DOTTED_LONG = {
    "z.b.": "zum Beispiel", "d.h.": "das heißt", "u.a.": "unter anderem", "usw.": "und so weiter",
    "etc.": "und so weiter", "bzw.": "oder", "ca.": "etwa", "ggf.": "vielleicht", "evtl.": "vielleicht",
    "inkl.": "mit", "vgl.": "siehe", "nr.": "Nummer", "str.": "Straße", "tel.": "Telefon", "mio.": "Millionen",
    "mrd.": "Milliarden", "min.": "Minuten", "std.": "Stunden", "abs.": "Absatz", "art.": "Artikel",
    "max.": "höchstens", "mind.": "mindestens", "v.a.": "vor allem", "prof.": "Professor oder Professorin",
    "o.ä.": "oder ähnlich", "u.ä.": "und ähnlich", "i.d.r.": "meistens", "bspw.": "zum Beispiel",
}  # fmt: skip
# Of these, the last is an exception that the rules name themselves.
ENDS_NO_SENTENCE = _set(
    "z b d h u a o i r usw usf etc bzw ca ggf evtl inkl exkl vgl zzgl sog gem bspw mind max insb lt abs art nr str tel "
    "prof mio mrd min std hrsg jh jhd st kap bd ziff allg entspr bes dr"
)
# Acronyms that are better known than what they stand for.
KNOWN_ACRONYMS = _set(
    "WC LKW PKW ICE EU PC CD DVD TV USA SMS PDF WLAN ARD ZDF MDR NDR WDR SPD CDU CSU FDP AfD BSW IC RE DRK ADAC AOK "
    "TÜV UNO NATO BMW VW DDR BRD II III IV VI VII VIII IX XI XII OK KI USB"
)
# These begin a sentence more often than they follow an ordinal.
STARTERS = _set(
    "Der Die Das Ein Eine Es Er Sie Wir Ich Man Und Oder Aber Dann Da Dort Hier Danach Darum Deshalb Am Im In Mit Für "
    "Zum Alle Viele Bei Auf So Jetzt Heute Jeder Jede Diese Dieser Dieses Ihr Wer Was Wo Wann Wie Wenn Weil"
)
SPECIAL = {
    "§": "Paragraf", "&": "und", "%": "Prozent", "/": "oder, und", ";": "", "(": "", "[": "", "*": "", "_": "",
    "…": "", "#": "", "+": "und", "=": "ist", "~": "etwa", "<": "", ">": "", "→": "", "@": "",
}  # fmt: skip
