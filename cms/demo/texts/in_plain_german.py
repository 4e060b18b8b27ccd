"""The demo in Leichte Sprache, by the German words: one idea in a sentence, and no word that needs another one."""

HOUSE = {
    "Regionalagentur Mittelwald": "Regional-Agentur Mittelwald",
    "Regionalagentur": "Regional-Agentur",
    "Welcome Center Mittelwald": "Welcome Center Mittelwald",
    "Netzwerk Willkommen im Mittelwald": "Netzwerk Willkommen im Mittelwald",
    "Pressesprecherin": "spricht mit Zeitungen und Sendern",
    "Pressestelle": "Stelle für Zeitungen und Sender",
    "Servicetelefon für Fachkräfte": "Telefon für Menschen mit Beruf",
    "Beratung in neun Sprachen": "Hilfe in 9 Sprachen",
    "Über die Regionalagentur Mittelwald": "Wer ist die Regional-Agentur Mittelwald?",
    """Die Regionalagentur Mittelwald ist eine Einrichtung des Landkreises mit Sitz in Auenfurt. Sie berät Betriebe,
    die Personal suchen, und Menschen, die in der Region arbeiten möchten. Ihre Angebote sind kostenfrei.""": """Die
    Regional-Agentur Mittelwald gehört zum Land-Kreis. Ihr Büro ist in der Stadt Auenfurt. Die Agentur hilft Firmen
    und Menschen. Die Firmen suchen neue Mitarbeiter. Die Menschen suchen Arbeit. Die Hilfe kostet <b>kein</b>
    Geld.""",
    """Die Regionalagentur Mittelwald bringt Betriebe und Beschäftigte im Landkreis zusammen. Ihr Welcome Center
    begleitet internationale Fachkräfte und ihre Familien vom ersten Gespräch bis zur eigenen Wohnung; das Netzwerk
    Willkommen im Mittelwald verbindet mehr als 80 Stellen, die daran mitwirken. Träger ist seit Juli 2022 ein
    Zweckverband des Landkreises und seiner vier Städte. Mehr: <a id="a1">www.mittelwald.example</a>""": """Die
    Regional-Agentur hilft Firmen und Menschen. Die Firmen suchen Fachkräfte. Fachkräfte sind Menschen mit einem
    Beruf. Zur Agentur gehört das Welcome Center. So spricht man das: Wäl-kam Sen-ter. Dort bekommen Familien Hilfe.
    Der Land-Kreis und 4 Städte bezahlen die Agentur. Mehr lesen Sie hier: <a id="a1">www.mittelwald.example</a>""",
    "Über das Netzwerk Willkommen im Mittelwald": "Was ist das Netzwerk?",
    """Im Netzwerk Willkommen im Mittelwald arbeiten Behörden, Kammern, Betriebe, Bildungsträger und Vereine
    zusammen, die zugewanderten Menschen das Ankommen erleichtern. Es trifft sich mindestens einmal im Jahr; die
    Geschäftsstelle liegt bei der Regionalagentur.""": """Im Netzwerk arbeiten viele Stellen zusammen. Zum Beispiel
    Ämter, Firmen und Vereine. Sie helfen neuen Menschen in unserer Gegend. Das Netzwerk trifft sich jedes Jahr. Das
    Büro ist in der Regional-Agentur.""",
    "Arbeiten und ankommen zwischen Wehr und Silberhain": "Hier arbeiten und hier leben",
}

SNIPPETS = {
    "Ankommen": "Neu hier",
    "Betriebe": "Firmen",
    "Netzwerk": "Netzwerk",
    "Handwerkskammer Auenfurt": "Handwerks-Kammer Auenfurt",
    "HWK Auenfurt": "Handwerks-Kammer",
    "Beraterin für Fachkräfte": "Beraterin",
    "Leiterin": "Leiterin",
    "Betriebsberater": "Berater für Firmen",
    "Alte Weberei": "Alte Weberei",
    """Mit der Regionalbahn bis Wehrbrück, von dort mit Buslinie 14 bis Alte Weberei. Parkplätze am
    Ufer.""": """Fahren Sie mit dem Zug nach Wehrbrück. Dann fahren Sie mit dem Bus 14. Die Halte-Stelle heißt: Alte
    Weberei. Sie kommen mit dem Auto? Am Fluss ist ein Park-Platz.""",
    """Ebenerdiger Saal, rollstuhlgerechte Toilette im Erdgeschoss, Ruheraum. Keine Induktionsanlage.""": """Der
    Saal ist unten. Sie kommen mit dem Roll-Stuhl hinein. Auch auf die Toilette. Es gibt einen Raum zum Ausruhen. Im
    Saal fehlt eine Hör-Anlage.""",
}

FRAME = {
    """Wir bringen Betriebe und Fachkräfte zusammen, beraten beim Ankommen und zeigen, was im Mittelwald schon
    gelingt. Hier lesen Sie, woran wir arbeiten.""": """Wir helfen Firmen. Wir helfen neuen Menschen. Hier lesen Sie
    etwas über unsere Arbeit.""",
    """Ob Sie Personal suchen, eine Stelle annehmen oder über uns berichten möchten: Unsere Beratung ist kostenfrei,
    vertraulich und in neun Sprachen möglich.""": """Haben Sie Fragen? Fragen Sie uns. Unsere Hilfe kostet
    <b>kein</b> Geld. Wir sprechen 9 Sprachen. Wir sagen es <b>keinem</b> anderen.""",
    "Presse": "Nachrichten",
    """Alle Pressemitteilungen der Regionalagentur und ihres Welcome Centers. Texte und Bilder dürfen mit Nennung
    der Quelle frei verwendet werden.""": """Hier lesen Sie Nachrichten von der Regional-Agentur. Und Nachrichten
    vom Welcome Center. Sie dürfen die Texte und Bilder benutzen. Sagen Sie dann: Das ist von der Regional-Agentur
    Mittelwald.""",
    "Veranstaltungen": "Treffen",
    """Termine, Programme und Dokumentationen unserer Netzwerktreffen und Werkstattgespräche.""": """Hier lesen Sie
    etwas über unsere Treffen. Zum Beispiel über das Netzwerk-Treffen.""",
}

EASY = {
    "Leichte Sprache": "Leichte Sprache",
    "Hier steht das Wichtigste in kurzen Sätzen.": "Hier steht das Wichtigste in kurzen Sätzen.",
    "Wer sind wir?": "Wer sind wir?",
    "Wir sind die Regional-Agentur Mittelwald.": "Wir sind die Regional-Agentur Mittelwald.",
    "Unser Büro ist in der Stadt Auenfurt.": "Unser Büro ist in der Stadt Auenfurt.",
    """Wir helfen Menschen. Die Menschen kommen aus anderen Ländern. Sie wollen hier arbeiten.""": """Wir helfen
    Menschen. Die Menschen kommen aus anderen Ländern. Sie wollen hier arbeiten.""",
    "Was machen wir?": "Was machen wir?",
    "Wir beantworten Fragen.": "Wir beantworten Fragen.",
    "Wir helfen bei Briefen vom Amt.": "Wir helfen bei Briefen vom Amt.",
    "Wir suchen mit Ihnen einen Deutsch-Kurs.": "Wir suchen mit Ihnen einen Deutsch-Kurs.",
    "Wir sprechen mit Ihrem Chef oder Ihrer Chefin.": "Wir sprechen mit Ihrem Chef oder Ihrer Chefin.",
    "Unsere Hilfe kostet kein Geld.": "Unsere Hilfe kostet <b>kein</b> Geld.",
    "So erreichen Sie uns": "So erreichen Sie uns",
    "Die Telefon-Nummer ist: 030 23125 120.": "Die Telefon-Nummer ist: 030 23 12 51 20.",
    "Wir sind da: Montag bis Donnerstag von 9 Uhr bis 16 Uhr.": """Wir sind da: Montag bis Donnerstag von 9 Uhr bis
    16 Uhr.""",
    "Sie dürfen jemanden mitbringen.": "Sie dürfen jemanden mitbringen.",
}

MENTORING = {
    "Zu zweit durchs erste Jahr: 60 Tandems starten in Hohentann": "Zu zweit ist es leichter",
    "Ehrenamt": "Hilfe von Kollegen",
    """Beschäftigte begleiten neue Kolleginnen und Kollegen auch nach Feierabend / Betriebe stellen
    Zeit""": """Kollegen helfen neuen Kollegen. Sie helfen auch nach der Arbeit.""",
    """In Hohentann haben am Dienstag 60 Tandems ihre gemeinsame Zeit begonnen: Je eine Person, die neu in der
    Region arbeitet, und eine, die sich auskennt, treffen sich ein Jahr lang zweimal im Monat. Das Welcome Center
    hat die Paare zusammengeführt und begleitet sie.""": """In der Stadt Hohentann gibt es 60 neue Paare. Ein Mensch
    ist neu in der Gegend. Der andere Mensch kennt die Gegend gut. Die beiden treffen sich 2 Mal im Monat. Das
    dauert 1 Jahr. Das Welcome Center hilft den Paaren.""",
    """Beteiligt sind elf Betriebe vom Metallbau bis zur Zahnarztpraxis. Sie geben den Tandems monatlich zwei
    Stunden Arbeitszeit; den Rest legen die Paare selbst fest. Manche gehen zum Fußball, andere zum Bürgeramt oder
    auf den Wochenmarkt.""": """11 Firmen machen mit. Sie geben den Paaren Zeit: 2 Stunden im Monat. Manche Paare
    gehen zum Fußball. Andere Paare gehen zum Amt. Oder sie gehen auf den Markt.""",
    """Kein Amt der Welt kann jemandem sagen, in welcher Bäckerei man anschreiben lassen darf. Dafür braucht es
    Menschen, die hier zu Hause sind.""": """Ein Amt weiß viel. Aber wo ist der beste Bäcker? Das wissen nur die
    Menschen aus der Stadt.""",
    "Wer mitmachen möchte, sollte Folgendes mitbringen:": "Möchten Sie mitmachen? Das brauchen Sie:",
    "Neugier und ungefähr vier Stunden im Monat": "4 Stunden Zeit im Monat",
    "die Teilnahme an einem Einführungsabend": "1 Abend zum Lernen",
    "die Bereitschaft, Vertrauliches für sich zu behalten": "Sie behalten Geheimnisse für sich.",
    """Im Handwerk heißt das seit jeher Patenschaft. Neu ist, dass sie nicht am Werkstor endet.""": """In vielen
    Firmen gibt es schon lange Paten. Paten helfen bei der Arbeit. Jetzt helfen sie auch nach der Arbeit. Das ist
    neu.""",
    """Eine erste Auswertung ist für den Herbst geplant. Vorbild ist ein Vorhaben der Handwerkskammer, das unter <a
    id="a1">Patenschaften im Betrieb</a> beschrieben ist. Weitere Tandems können bis Ende Mai gemeldet
    werden.""": """Hilft das den Menschen? Das prüfen wir im Herbst. Die Idee ist von der Handwerks-Kammer. Mehr
    lesen Sie hier: <a id="a1">Paten in der Firma</a>. Dieser Text ist <b>nicht</b> in Leichter Sprache. Sie möchten
    mitmachen? Das geht bis Ende Mai.""",
}

MEETING = {
    "Netzwerktreffen Willkommen im Mittelwald": "Netzwerk-Treffen",
    """Einmal im Jahr kommen alle zusammen, die zugewanderten Menschen in der Region das Ankommen erleichtern:
    Behörden, Betriebe, Kammern, Bildungsträger und Ehrenamt.""": """1 Mal im Jahr gibt es ein großes Treffen. Viele
    Menschen kommen. Sie helfen neuen Menschen in unserer Gegend.""",
    """Jedes Treffen hat ein Schwerpunktthema. Am Vormittag hören wir zu, am Nachmittag arbeiten wir in Runden. Was
    verabredet wird, steht zwei Wochen später in der Dokumentation.""": """Jedes Treffen hat ein Thema. Am Vormittag
    hören wir zu. Am Nachmittag arbeiten wir in Gruppen. Danach schreiben wir alles auf.""",
    "Teilnehmen": "Möchten Sie kommen?",
    """Die Treffen sind offen für alle, die im Landkreis mit dem Thema befasst sind. Die Einladung kommt rund drei
    Wochen vor dem Termin; die Teilnahme kostet nichts.""": """Sie helfen neuen Menschen? Dann dürfen Sie kommen.
    Das Treffen kostet <b>kein</b> Geld. Die Einladung kommt 3 Wochen vorher.""",
    "5. Netzwerktreffen": "Das nächste Netzwerk-Treffen",
    """Bitte merken Sie sich den Termin vor. Das Schwerpunktthema wählt das Netzwerk bis Ende März; die Einladung
    folgt drei Wochen vor dem Treffen.""": """Das Treffen ist im Juni 2027. Das Thema sagen wir im März. Die
    Einladung kommt 3 Wochen vorher.""",
}

WORDS = HOUSE | SNIPPETS | FRAME | EASY | MENTORING | MEETING
