"""The demo in Ukrainian, by the German words."""

HOUSE = {
    "Regionalagentur Mittelwald": "Регіональна агенція Міттельвальд",
    "Regionalagentur": "Регіональна агенція",
    "Welcome Center Mittelwald": "Welcome Center Mittelwald",
    "Netzwerk Willkommen im Mittelwald": "Мережа «Ласкаво просимо до Міттельвальду»",
    "Pressesprecherin": "Речниця",
    "Pressestelle": "Пресслужба",
    "Servicetelefon für Fachkräfte": "Телефонна лінія для кваліфікованих працівників",
    "Beratung in neun Sprachen": "Консультації дев’ятьма мовами",
    "Über die Regionalagentur Mittelwald": "Про Регіональну агенцію Міттельвальд",
    """Die Regionalagentur Mittelwald ist eine Einrichtung des Landkreises mit Sitz in Auenfurt. Sie berät Betriebe,
    die Personal suchen, und Menschen, die in der Region arbeiten möchten. Ihre Angebote sind
    kostenfrei.""": """Регіональна агенція Міттельвальд — установа округу з осідком в Ауенфурті. Вона консультує
    підприємства, що шукають персонал, і людей, які хочуть працювати в регіоні. Її послуги безоплатні.""",
    """Die Regionalagentur Mittelwald bringt Betriebe und Beschäftigte im Landkreis zusammen. Ihr Welcome Center
    begleitet internationale Fachkräfte und ihre Familien vom ersten Gespräch bis zur eigenen Wohnung; das Netzwerk
    Willkommen im Mittelwald verbindet mehr als 80 Stellen, die daran mitwirken. Träger ist seit Juli 2022 ein
    Zweckverband des Landkreises und seiner vier Städte. Mehr: <a
    id="a1">www.mittelwald.example</a>""": """Регіональна агенція Міттельвальд об’єднує підприємства та працівників
    округу. Її Welcome Center супроводжує кваліфікованих працівників з інших країн і їхні родини від першої розмови
    до власного житла; мережа «Ласкаво просимо до Міттельвальду» поєднує понад 80 установ, які цьому сприяють. З
    липня 2022 року організатор — об’єднання округу та його чотирьох міст. Докладніше: <a
    id="a1">www.mittelwald.example</a>""",
    "Über das Netzwerk Willkommen im Mittelwald": "Про мережу «Ласкаво просимо до Міттельвальду»",
    """Im Netzwerk Willkommen im Mittelwald arbeiten Behörden, Kammern, Betriebe, Bildungsträger und Vereine
    zusammen, die zugewanderten Menschen das Ankommen erleichtern. Es trifft sich mindestens einmal im Jahr; die
    Geschäftsstelle liegt bei der Regionalagentur.""": """У мережі «Ласкаво просимо до Міттельвальду» співпрацюють
    відомства, палати, підприємства, освітні заклади та громадські організації, які допомагають приїжджим
    облаштуватися. Мережа збирається щонайменше раз на рік; її бюро розташоване в Регіональній агенції.""",
    "Arbeiten und ankommen zwischen Wehr und Silberhain": "Працювати й облаштуватися між Вером і Зільбергайном",
}

SNIPPETS = {
    "Netzwerk": "Мережа",
    "Betriebe": "Підприємства",
    "Hochschule Auenfurt": "Університет прикладних наук Ауенфурта",
    "Hochschule": "Університет",
    "Vizepräsidentin für Internationales": "Проректорка з міжнародних зв’язків",
    "Leiter": "Керівник",
    "Geschäftsführer": "Виконавчий директор",
    "Alte Weberei": "Стара ткальня (Alte Weberei)",
    """Mit der Regionalbahn bis Wehrbrück, von dort mit Buslinie 14 bis Alte Weberei. Parkplätze am
    Ufer.""": """Регіональним поїздом до станції Wehrbrück, далі автобусом 14 до зупинки Alte Weberei. Місця для
    паркування на березі.""",
    """Ebenerdiger Saal, rollstuhlgerechte Toilette im Erdgeschoss, Ruheraum. Keine Induktionsanlage.""": """Зал без
    сходів, на першому поверсі туалет для людей на кріслах колісних, кімната відпочинку. Індукційної петлі
    немає.""",
}

FRAME = {
    """Wir bringen Betriebe und Fachkräfte zusammen, beraten beim Ankommen und zeigen, was im Mittelwald schon
    gelingt. Hier lesen Sie, woran wir arbeiten.""": """Ми поєднуємо підприємства й кваліфікованих працівників,
    консультуємо тих, хто щойно приїхав, і показуємо, що в Міттельвальді вже вдається. Тут Ви прочитаєте, над чим ми
    працюємо.""",
    """Ob Sie Personal suchen, eine Stelle annehmen oder über uns berichten möchten: Unsere Beratung ist kostenfrei,
    vertraulich und in neun Sprachen möglich.""": """Чи Ви шукаєте персонал, чи влаштовуєтеся на роботу, чи хочете
    розповісти про нас: наші консультації безоплатні, конфіденційні й доступні дев’ятьма мовами.""",
    "Presse": "Преса",
    """Alle Pressemitteilungen der Regionalagentur und ihres Welcome Centers. Texte und Bilder dürfen mit Nennung
    der Quelle frei verwendet werden.""": """Усі пресрелізи Регіональної агенції та її Welcome Center. Тексти й
    зображення можна вільно використовувати із зазначенням джерела.""",
    "Veranstaltungen": "Події",
    """Termine, Programme und Dokumentationen unserer Netzwerktreffen und Werkstattgespräche.""": """Дати, програми
    й підсумки наших зустрічей мережі та розмов у майстерні.""",
    "Impressum": "Вихідні дані",
    """Angaben nach § 5 des Digitale-Dienste-Gesetzes. Agentur, Region und Personen sind frei
    erfunden.""": """Відомості згідно з § 5 німецького Закону про цифрові послуги. Агенція, регіон і люди
    вигадані.""",
    "Herausgeberin": "Видавець",
    "Regionalagentur Mittelwald, Am Kornmarkt 4, 00421 Auenfurt": """Регіональна агенція Міттельвальд
    (Regionalagentur Mittelwald), Am Kornmarkt 4, 00421 Auenfurt, Німеччина""",
    """Telefon: 030 23125 100, E-Mail: <a id="a1">info@mittelwald.example</a>""": """Телефон: +49 30 23125 100,
    електронна пошта: <a id="a1">info@mittelwald.example</a>""",
    "Vertretung und Aufsicht": "Представництво та нагляд",
    """Die Agentur wird durch den Geschäftsführer Jonas Ahrendt vertreten. Die Rechtsaufsicht führt der Landkreis
    Mittelwald, Kreishausplatz 1, 00437 Silberhain.""": """Агенцію представляє виконавчий директор Jonas Ahrendt.
    Правовий нагляд здійснює округ Міттельвальд (Landkreis Mittelwald), Kreishausplatz 1, 00437 Silberhain,
    Німеччина.""",
    "Verantwortlich für den Inhalt": "Відповідальна за зміст",
    "Friederike Wohlrab, Pressestelle, Anschrift wie oben.": """Friederike Wohlrab, пресслужба, адреса вказана
    вище.""",
    "Bilder": "Зображення",
    """Die Illustrationen auf diesen Seiten wurden für sie angefertigt und stehen unter CC0 1.0. Sie dürfen ohne
    Rückfrage verwendet und verändert werden.""": """Ілюстрації створено спеціально для цього сайту; вони доступні
    на умовах CC0 1.0. Ви можете використовувати й змінювати їх без дозволу.""",
}

STAYING = {
    """Warum Menschen bleiben: Befragung nennt Kollegium vor Gehalt""": """Чому люди залишаються: колектив
    важливіший за зарплату""",
    "Netzwerktreffen": "Зустріч мережі",
    """612 Beschäftigte haben geantwortet / Netzwerk will Wohnungssuche 2027 zum Schwerpunkt machen""": """Відповіли
    612 працівників / У 2027 році мережа зосередиться на пошуку житла""",
    """Drei von vier internationalen Beschäftigten wollen langfristig im Mittelwald bleiben. Das ergab eine
    Befragung der Hochschule Auenfurt, die am Mittwoch, 11. November, beim vierten Netzwerktreffen vorgestellt
    wurde. Ausschlaggebend sind demnach ein gutes Kollegium und eine passende Wohnung.""": """Троє з чотирьох
    працівників з інших країн хочуть надовго залишитися в Міттельвальді. Це показало опитування Університету
    прикладних наук Ауенфурта, результати якого оприлюднили в середу, 11 листопада, на четвертій зустрічі мережі.
    Вирішальними є добрий колектив і відповідне житло.""",
    """Bleiben oder gehen? Für die meisten ist die Region ein Zuhause geworden.""": """Залишитися чи поїхати? Для
    більшості регіон став домівкою.""",
    """An der Befragung beteiligten sich zwischen Mai und Juli 612 Menschen aus 48 Ländern. 74 Prozent planen ihre
    Zukunft in der Region, 15 Prozent sind unentschieden. Wer gehen will, nennt am häufigsten die vergebliche Suche
    nach einer größeren Wohnung.""": """З травня до липня в опитуванні взяли участь 612 людей із 48 країн. 74
    відсотки пов’язують своє майбутнє з регіоном, 15 відсотків ще не вирішили. Ті, хто хоче поїхати, найчастіше
    називають марні пошуки більшої квартири.""",
    """Das Gehalt bringt die Menschen her, das Kollegium hält sie. Am deutlichsten ist der Zusammenhang dort, wo
    Teams sich auf neue Mitglieder vorbereitet haben.""": """Зарплата приводить людей сюди, колектив їх утримує.
    Найвиразніше цей зв’язок видно там, де команди підготувалися до приходу нових колег.""",
    """Die wichtigsten Gründe zu bleiben, in der Reihenfolge ihrer Nennung:""": """Найважливіші причини залишитися,
    від найчастішої до найрідшої:""",
    "ein Team, das unterstützt": "команда, яка підтримує",
    "eine Wohnung in der Nähe der Arbeit": "житло поблизу роботи",
    "gute Schulen und Kitas für die Kinder": "добрі школи й дитячі садки",
    "Aussicht auf Weiterbildung": "можливість навчатися далі",
    "Bezahlung": "оплата праці",
    """Wir haben in den vergangenen Jahren viel über Visa gesprochen. Die Zahlen sagen uns, dass wir über Wohnungen
    sprechen müssen, und zwar mit denen, die welche vermieten.""": """Останніми роками ми багато говорили про візи.
    Цифри свідчать, що треба говорити про житло, і саме з тими, хто його здає.""",
    """Die 118 Teilnehmenden beschlossen, das Thema zum Schwerpunkt des kommenden Jahres zu machen. Das nächste <a
    id="a1">Netzwerktreffen</a> ist für Juni 2027 in Wehrbrück vorgesehen; die Dokumentation des vierten Treffens
    erscheint in den nächsten Wochen.""": """118 учасниць і учасників вирішили зробити цю тему головною наступного
    року. Чергова <a id="a1">зустріч мережі</a> запланована на червень 2027 року у Вербрюку; підсумки четвертої
    зустрічі з’являться найближчими тижнями.""",
}

MEETING = {
    "Netzwerktreffen Willkommen im Mittelwald": "Зустріч мережі «Ласкаво просимо до Міттельвальду»",
    """Einmal im Jahr kommen alle zusammen, die zugewanderten Menschen in der Region das Ankommen erleichtern:
    Behörden, Betriebe, Kammern, Bildungsträger und Ehrenamt.""": """Раз на рік збираються всі, хто допомагає
    приїжджим облаштуватися в регіоні: відомства, підприємства, палати, освітні заклади й волонтери.""",
    """Jedes Treffen hat ein Schwerpunktthema. Am Vormittag hören wir zu, am Nachmittag arbeiten wir in Runden. Was
    verabredet wird, steht zwei Wochen später in der Dokumentation.""": """Кожна зустріч має свою тему. До обіду ми
    слухаємо, після обіду працюємо в групах. Про що домовилися, за два тижні можна прочитати в підсумках.""",
    "Teilnehmen": "Як узяти участь",
    """Die Treffen sind offen für alle, die im Landkreis mit dem Thema befasst sind. Die Einladung kommt rund drei
    Wochen vor dem Termin; die Teilnahme kostet nichts.""": """Зустрічі відкриті для всіх, хто в окрузі працює з
    цією темою. Запрошення надходить приблизно за три тижні; участь безоплатна.""",
    "5. Netzwerktreffen": "5-та зустріч мережі",
    """Bitte merken Sie sich den Termin vor. Das Schwerpunktthema wählt das Netzwerk bis Ende März; die Einladung
    folgt drei Wochen vor dem Treffen.""": """Будь ласка, занотуйте дату. Тему мережа обере до кінця березня;
    запрошення надійде за три тижні до зустрічі.""",
}

# Begun only: the release on tandems is still being translated.
BEGUN = {
    "Zu zweit durchs erste Jahr: 60 Tandems starten in Hohentann": """Перший рік удвох: у Гогентанні стартують 60
    тандемів""",
    "Ehrenamt": "Волонтерство",
    """Beschäftigte begleiten neue Kolleginnen und Kollegen auch nach Feierabend / Betriebe stellen
    Zeit""": """Працівники підтримують нових колег і після роботи / Підприємства виділяють час""",
    "Wer mitmachen möchte, sollte Folgendes mitbringen:": "Щоб долучитися, Вам потрібні:",
}

WORDS = HOUSE | SNIPPETS | FRAME | STAYING | MEETING | BEGUN
