"""The demo in French, by the German words."""

import re

HOUSE = {
    "Regionalagentur Mittelwald": "Agence régionale de Mittelwald",
    "Regionalagentur": "Agence régionale",
    "Welcome Center Mittelwald": "Welcome Center Mittelwald",
    "Netzwerk Willkommen im Mittelwald": "Réseau Bienvenue à Mittelwald",
    "Pressesprecherin": "Porte-parole",
    "Pressestelle": "Service de presse",
    "Servicetelefon für Fachkräfte": "Ligne d’écoute pour travailleurs qualifiés",
    "Beratung in neun Sprachen": "Conseils en neuf langues",
    "Über die Regionalagentur Mittelwald": "À propos de l’Agence régionale de Mittelwald",
    """Die Regionalagentur Mittelwald ist eine Einrichtung des Landkreises mit Sitz in Auenfurt. Sie berät Betriebe,
    die Personal suchen, und Menschen, die in der Region arbeiten möchten. Ihre Angebote sind
    kostenfrei.""": """L’Agence régionale de Mittelwald est une institution de l’arrondissement, établie à Auenfurt.
    Elle conseille les entreprises qui recrutent et les personnes qui souhaitent travailler dans la région. Ses
    services sont gratuits.""",
    """Die Regionalagentur Mittelwald bringt Betriebe und Beschäftigte im Landkreis zusammen. Ihr Welcome Center
    begleitet internationale Fachkräfte und ihre Familien vom ersten Gespräch bis zur eigenen Wohnung; das Netzwerk
    Willkommen im Mittelwald verbindet mehr als 80 Stellen, die daran mitwirken. Träger ist seit Juli 2022 ein
    Zweckverband des Landkreises und seiner vier Städte. Mehr: <a id="a1">www.mittelwald.example</a>""": """L’Agence
    régionale de Mittelwald met en relation les entreprises et les salariés de l’arrondissement. Son Welcome Center
    accompagne les travailleurs qualifiés venus de l’étranger et leurs familles, du premier entretien jusqu’au
    logement ; le Réseau Bienvenue à Mittelwald réunit plus de 80 structures qui y contribuent. Depuis juillet 2022,
    son organisme responsable est un syndicat mixte formé par l’arrondissement et ses quatre villes. Pour en savoir
    plus : <a id="a1">www.mittelwald.example</a>""",
    "Über das Netzwerk Willkommen im Mittelwald": "À propos du Réseau Bienvenue à Mittelwald",
    """Im Netzwerk Willkommen im Mittelwald arbeiten Behörden, Kammern, Betriebe, Bildungsträger und Vereine
    zusammen, die zugewanderten Menschen das Ankommen erleichtern. Es trifft sich mindestens einmal im Jahr; die
    Geschäftsstelle liegt bei der Regionalagentur.""": """Dans le Réseau Bienvenue à Mittelwald, administrations,
    chambres professionnelles, entreprises, organismes de formation et associations travaillent ensemble pour
    faciliter l’installation des nouveaux arrivants. Il se réunit au moins une fois par an ; son secrétariat est
    assuré par l’Agence régionale.""",
    "Arbeiten und ankommen zwischen Wehr und Silberhain": "Travailler et s’installer entre la Wehr et Silberhain",
}

SNIPPETS = {
    "Ankommen": "S’installer",
    "Betriebe": "Entreprises",
    "Netzwerk": "Réseau",
    "Anerkennung": "Reconnaissance des diplômes",
    "Handwerkskammer Auenfurt": "Chambre des métiers d’Auenfurt",
    "HWK Auenfurt": "Chambre des métiers",
    "Hochschule Auenfurt": "École supérieure d’Auenfurt",
    "Hochschule": "École supérieure",
    "Klinikum Wehrbrück": "Hôpital de Wehrbrück",
    "Bildungswerk Silberhain gGmbH": "Bildungswerk Silberhain gGmbH",
    "Bildungswerk": "Bildungswerk",
    "Kreishaus Silberhain, Großer Saal": "Hôtel de l’arrondissement de Silberhain, grande salle",
    """Haltestelle Kreishaus der Buslinien 5 und 7, Fahrradständer am Haupteingang.""": """Arrêt Kreishaus des
    lignes de bus 5 et 7, parking à vélos à l’entrée principale.""",
    """Rampe am Haupteingang, Aufzug mit Sprachansage, Leitstreifen bis zum Saal.""": """Rampe à l’entrée
    principale, ascenseur avec annonces vocales, bandes de guidage jusqu’à la salle.""",
    "Beraterin für Fachkräfte": "Conseillère pour travailleurs qualifiés",
    "Leiterin": "Responsable",
    "Leiter": "Responsable",
    "Geschäftsführer": "Directeur général",
    "Vizepräsidentin für Internationales": "Vice-présidente chargée des relations internationales",
    "Betriebsberater": "Conseiller d’entreprise",
    "Personalleiter": "Directeur des ressources humaines",
    "Projektleiterin": "Cheffe de projet",
    "Berater für Betriebe": "Conseiller pour les entreprises",
}

FRAME = {
    """Wir bringen Betriebe und Fachkräfte zusammen, beraten beim Ankommen und zeigen, was im Mittelwald schon
    gelingt. Hier lesen Sie, woran wir arbeiten.""": """Nous rapprochons les entreprises et les travailleurs
    qualifiés, nous conseillons les nouveaux arrivants et montrons ce qui réussit déjà à Mittelwald. Découvrez ici
    ce qui nous occupe.""",
    """Ob Sie Personal suchen, eine Stelle annehmen oder über uns berichten möchten: Unsere Beratung ist kostenfrei,
    vertraulich und in neun Sprachen möglich.""": """Que vous cherchiez du personnel, que vous preniez un emploi ou
    que vous souhaitiez écrire sur nous : nos conseils sont gratuits, confidentiels et disponibles en neuf
    langues.""",
    "Presse": "Presse",
    """Alle Pressemitteilungen der Regionalagentur und ihres Welcome Centers. Texte und Bilder dürfen mit Nennung
    der Quelle frei verwendet werden.""": """Tous les communiqués de presse de l’Agence régionale et de son Welcome
    Center. Vous pouvez reprendre librement les textes et les images en indiquant la source.""",
    "Veranstaltungen": "Événements",
    """Termine, Programme und Dokumentationen unserer Netzwerktreffen und Werkstattgespräche.""": """Dates,
    programmes et comptes rendus de nos réunions du réseau et de nos ateliers-débats.""",
    "Kontakt": "Contact",
    """Sie erreichen uns montags bis donnerstags von 9 bis 16 Uhr, freitags bis 13 Uhr. Persönliche Gespräche
    vereinbaren Sie bitte vorab.""": """Vous pouvez nous joindre du lundi au jeudi de 9 h à 16 h, le vendredi
    jusqu’à 13 h. Pour un entretien sur place, veuillez prendre rendez-vous.""",
    "Impressum": "Mentions légales",
    """Angaben nach § 5 des Digitale-Dienste-Gesetzes. Agentur, Region und Personen sind frei
    erfunden.""": """Informations exigées par l’article 5 de la loi allemande sur les services numériques. L’agence,
    la région et les personnes sont fictives.""",
    "Herausgeberin": "Éditeur",
    "Regionalagentur Mittelwald, Am Kornmarkt 4, 00421 Auenfurt": """Agence régionale de Mittelwald (Regionalagentur
    Mittelwald), Am Kornmarkt 4, 00421 Auenfurt, Allemagne""",
    """Telefon: 030 23125 100, E-Mail: <a id="a1">info@mittelwald.example</a>""": """Téléphone : +49 30 23125 100,
    courriel : <a id="a1">info@mittelwald.example</a>""",
    "Vertretung und Aufsicht": "Représentation et tutelle",
    """Die Agentur wird durch den Geschäftsführer Jonas Ahrendt vertreten. Die Rechtsaufsicht führt der Landkreis
    Mittelwald, Kreishausplatz 1, 00437 Silberhain.""": """L’agence est représentée par son directeur général, Jonas
    Ahrendt. Le contrôle de légalité est exercé par l’arrondissement de Mittelwald (Landkreis Mittelwald),
    Kreishausplatz 1, 00437 Silberhain, Allemagne.""",
    "Verantwortlich für den Inhalt": "Responsable du contenu",
    "Friederike Wohlrab, Pressestelle, Anschrift wie oben.": """Friederike Wohlrab, service de presse, même adresse
    que ci-dessus.""",
    "Bilder": "Images",
    """Die Illustrationen auf diesen Seiten wurden für sie angefertigt und stehen unter CC0 1.0. Sie dürfen ohne
    Rückfrage verwendet und verändert werden.""": """Les illustrations de ce site ont été réalisées pour lui et sont
    placées sous licence CC0 1.0. Vous pouvez les utiliser et les modifier sans autorisation préalable.""",
}

MENTORING = {
    "Zu zweit durchs erste Jahr: 60 Tandems starten in Hohentann": """À deux pour la première année : 60 tandems
    démarrent à Hohentann""",
    "Ehrenamt": "Bénévolat",
    """Beschäftigte begleiten neue Kolleginnen und Kollegen auch nach Feierabend / Betriebe stellen Zeit""": """Des
    salariés accompagnent leurs nouveaux collègues, même après le travail / Les entreprises libèrent des heures""",
    """In Hohentann haben am Dienstag 60 Tandems ihre gemeinsame Zeit begonnen: Je eine Person, die neu in der
    Region arbeitet, und eine, die sich auskennt, treffen sich ein Jahr lang zweimal im Monat. Das Welcome Center
    hat die Paare zusammengeführt und begleitet sie.""": """À Hohentann, 60 tandems ont commencé mardi leur parcours
    commun : pendant un an, une personne qui vient de prendre un emploi dans la région et une autre qui la connaît
    bien se rencontreront deux fois par mois. Le Welcome Center a formé les binômes et les accompagne.""",
    """Beteiligt sind elf Betriebe vom Metallbau bis zur Zahnarztpraxis. Sie geben den Tandems monatlich zwei
    Stunden Arbeitszeit; den Rest legen die Paare selbst fest. Manche gehen zum Fußball, andere zum Bürgeramt oder
    auf den Wochenmarkt.""": """Onze entreprises participent, de la construction métallique au cabinet dentaire.
    Elles accordent aux tandems deux heures de travail par mois ; pour le reste, les binômes s’organisent eux-mêmes.
    Certains vont au football, d’autres à la mairie ou au marché.""",
    """Kein Amt der Welt kann jemandem sagen, in welcher Bäckerei man anschreiben lassen darf. Dafür braucht es
    Menschen, die hier zu Hause sind.""": """Aucune administration au monde ne peut vous dire quelle boulangerie
    vous fera crédit jusqu’à la fin de la semaine. Pour cela, il faut des gens qui sont ici chez eux.""",
    "Wer mitmachen möchte, sollte Folgendes mitbringen:": "Pour participer, il vous faut :",
    "Neugier und ungefähr vier Stunden im Monat": "de la curiosité et environ quatre heures par mois",
    "die Teilnahme an einem Einführungsabend": "une soirée pour suivre l’introduction",
    "die Bereitschaft, Vertrauliches für sich zu behalten": """la volonté de garder pour vous ce qui est
    confidentiel""",
    """Im Handwerk heißt das seit jeher Patenschaft. Neu ist, dass sie nicht am Werkstor endet.""": """Dans
    l’artisanat, cela s’appelle depuis toujours le parrainage. Ce qui est nouveau, c’est qu’il ne s’arrête pas à la
    porte de l’atelier.""",
    """Eine erste Auswertung ist für den Herbst geplant. Vorbild ist ein Vorhaben der Handwerkskammer, das unter <a
    id="a1">Patenschaften im Betrieb</a> beschrieben ist. Weitere Tandems können bis Ende Mai gemeldet
    werden.""": """Un premier bilan est prévu pour l’automne. Le modèle est un projet de la Chambre des métiers,
    présenté sous <a id="a1">Le parrainage en entreprise</a> (en allemand). D’autres tandems peuvent s’inscrire
    jusqu’à fin mai.""",
}

STAYING = {
    """Warum Menschen bleiben: Befragung nennt Kollegium vor Gehalt""": """Pourquoi l’on reste : selon une enquête,
    les collègues comptent plus que le salaire""",
    "Netzwerktreffen": "Réunion du réseau",
    """612 Beschäftigte haben geantwortet / Netzwerk will Wohnungssuche 2027 zum Schwerpunkt machen""": """612
    salariés ont répondu / Le réseau fera de la recherche de logement sa priorité pour 2027""",
    """Drei von vier internationalen Beschäftigten wollen langfristig im Mittelwald bleiben. Das ergab eine
    Befragung der Hochschule Auenfurt, die am Mittwoch, 11. November, beim vierten Netzwerktreffen vorgestellt
    wurde. Ausschlaggebend sind demnach ein gutes Kollegium und eine passende Wohnung.""": """Trois salariés
    internationaux sur quatre veulent rester durablement à Mittelwald. C’est ce que révèle une enquête de l’École
    supérieure d’Auenfurt, présentée le mercredi 11 novembre lors de la quatrième réunion du réseau. Ce qui les
    décide : une bonne équipe et un logement adapté.""",
    """Bleiben oder gehen? Für die meisten ist die Region ein Zuhause geworden.""": """Rester ou partir ? Pour la
    plupart, la région est devenue un chez-soi.""",
    """An der Befragung beteiligten sich zwischen Mai und Juli 612 Menschen aus 48 Ländern. 74 Prozent planen ihre
    Zukunft in der Region, 15 Prozent sind unentschieden. Wer gehen will, nennt am häufigsten die vergebliche Suche
    nach einer größeren Wohnung.""": """Entre mai et juillet, 612 personnes originaires de 48 pays ont participé à
    l’enquête. 74 % voient leur avenir dans la région, 15 % hésitent encore. Les personnes qui veulent partir citent
    le plus souvent la recherche infructueuse d’un logement plus grand.""",
    """Das Gehalt bringt die Menschen her, das Kollegium hält sie. Am deutlichsten ist der Zusammenhang dort, wo
    Teams sich auf neue Mitglieder vorbereitet haben.""": """Le salaire fait venir les gens, les collègues les
    retiennent. Le lien est le plus net là où les équipes se sont préparées à accueillir de nouveaux membres.""",
    """Die wichtigsten Gründe zu bleiben, in der Reihenfolge ihrer Nennung:""": """Les principales raisons de
    rester, de la plus citée à la moins citée :""",
    "ein Team, das unterstützt": "une équipe qui soutient",
    "eine Wohnung in der Nähe der Arbeit": "un logement proche du travail",
    "gute Schulen und Kitas für die Kinder": "de bonnes écoles et crèches pour les enfants",
    "Aussicht auf Weiterbildung": "la perspective de se former",
    "Bezahlung": "la rémunération",
    """Wir haben in den vergangenen Jahren viel über Visa gesprochen. Die Zahlen sagen uns, dass wir über Wohnungen
    sprechen müssen, und zwar mit denen, die welche vermieten.""": """Ces dernières années, nous avons beaucoup
    parlé de visas. Les chiffres nous disent qu’il faut parler de logements, et en parler avec les personnes qui en
    louent.""",
    """Die 118 Teilnehmenden beschlossen, das Thema zum Schwerpunkt des kommenden Jahres zu machen. Das nächste <a
    id="a1">Netzwerktreffen</a> ist für Juni 2027 in Wehrbrück vorgesehen; die Dokumentation des vierten Treffens
    erscheint in den nächsten Wochen.""": """Les 118 participants ont décidé d’en faire la priorité de l’année à
    venir. La prochaine <a id="a1">réunion du réseau</a> est prévue en juin 2027 à Wehrbrück ; le compte rendu de la
    quatrième paraîtra dans les semaines qui viennent.""",
}

WORKSHOP = {
    "Werkstattgespräche für Betriebe": "Ateliers-débats pour les entreprises",
    """Neunzig Minuten, eine Frage aus der Praxis, Antworten von denen, die es schon gemacht haben: unsere Reihe für
    Geschäftsführungen und Personalverantwortliche.""": """Quatre-vingt-dix minutes, une question tirée de la
    pratique, des réponses de ceux qui l’ont déjà fait : notre série pour les dirigeants et les responsables du
    personnel.""",
    "ein Fachbeitrag von zwanzig Minuten": "un exposé de vingt minutes",
    "ein Betrieb berichtet, was gelungen ist und was nicht": """le témoignage d’une entreprise : ce qui a réussi et
    ce qui n’a pas marché""",
    "offene Fragen, die wir notfalls schriftlich nachreichen": """un temps de questions, auxquelles nous répondons
    par écrit s’il le faut""",
    "3. Werkstattgespräch: Teilweise anerkannt, was nun?": """3e atelier-débat : diplôme reconnu en partie, et après
    ?""",
    """Ein Bescheid über die teilweise Gleichwertigkeit ist kein Ende, sondern ein Lehrplan. Wir zeigen, wie
    Betriebe die Lücke im laufenden Betrieb schließen.""": """Une décision d’équivalence partielle n’est pas une
    fin, c’est un programme de formation. Nous montrons comment les entreprises comblent l’écart sans interrompre le
    travail.""",
    """Das Gespräch ersetzt den im März entfallenen Termin. Kaffee und Brezeln stehen ab 13.30 Uhr
    bereit.""": """Cet atelier remplace celui de mars, qui a été annulé ; il se tient en allemand. Café et bretzels
    vous attendent dès 13 h 30.""",
    "Den Bescheid lesen": "Lire la décision",
    "Anpassung im Schichtbetrieb": "Se former tout en travaillant par équipes",
    "Ihre Fragen": "Vos questions",
}


def _spaced(words: str) -> str:
    """French sets a space that does not break before double punctuation and inside its quotation marks."""
    return re.sub(r"\s+(?=[:;?!»%])|(?<=«)\s+|(?<=\d)\s+(?=h\b)", "\N{NO-BREAK SPACE}", words)


WORDS = {
    german: _spaced(words) for german, words in (HOUSE | SNIPPETS | FRAME | MENTORING | STAYING | WORKSHOP).items()
}
