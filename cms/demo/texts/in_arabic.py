"""The demo in Arabic, by the German words."""

HOUSE = {
    "Regionalagentur Mittelwald": "وكالة ميتلفالد الإقليمية",
    "Regionalagentur": "الوكالة الإقليمية",
    "Welcome Center Mittelwald": "Welcome Center Mittelwald",
    "Netzwerk Willkommen im Mittelwald": "شبكة «أهلاً بكم في ميتلفالد»",
    "Pressesprecherin": "المتحدثة الصحفية",
    "Pressestelle": "المكتب الصحفي",
    "Servicetelefon für Fachkräfte": "خط هاتفي للعمال المؤهلين",
    "Beratung in neun Sprachen": "استشارات بتسع لغات",
    "Über die Regionalagentur Mittelwald": "عن وكالة ميتلفالد الإقليمية",
    """Die Regionalagentur Mittelwald ist eine Einrichtung des Landkreises mit Sitz in Auenfurt. Sie berät Betriebe,
    die Personal suchen, und Menschen, die in der Region arbeiten möchten. Ihre Angebote sind
    kostenfrei.""": """وكالة ميتلفالد الإقليمية مؤسسة تابعة للمقاطعة ومقرها في أوينفورت. وهي تقدم المشورة للشركات
    الباحثة عن موظفين ولمن يرغب في العمل في المنطقة. وخدماتها مجانية.""",
    """Die Regionalagentur Mittelwald bringt Betriebe und Beschäftigte im Landkreis zusammen. Ihr Welcome Center
    begleitet internationale Fachkräfte und ihre Familien vom ersten Gespräch bis zur eigenen Wohnung; das Netzwerk
    Willkommen im Mittelwald verbindet mehr als 80 Stellen, die daran mitwirken. Träger ist seit Juli 2022 ein
    Zweckverband des Landkreises und seiner vier Städte. Mehr: <a id="a1">www.mittelwald.example</a>""": """تجمع
    وكالة ميتلفالد الإقليمية بين الشركات والعاملين في المقاطعة. ويرافق مركزها Welcome Center العمال المؤهلين
    القادمين من الخارج وأسرهم من اللقاء الأول حتى الحصول على مسكن؛ وتضم شبكة «أهلاً بكم في ميتلفالد» أكثر من 80 جهة
    تشارك في ذلك. ومنذ تموز/يوليو 2022 أصبحت الجهة المسؤولة اتحاداً يضم المقاطعة ومدنها الأربع. للمزيد: <a
    id="a1">www.mittelwald.example</a>""",
    "Über das Netzwerk Willkommen im Mittelwald": "عن شبكة «أهلاً بكم في ميتلفالد»",
    """Im Netzwerk Willkommen im Mittelwald arbeiten Behörden, Kammern, Betriebe, Bildungsträger und Vereine
    zusammen, die zugewanderten Menschen das Ankommen erleichtern. Es trifft sich mindestens einmal im Jahr; die
    Geschäftsstelle liegt bei der Regionalagentur.""": """في شبكة «أهلاً بكم في ميتلفالد» تتعاون الدوائر الحكومية
    والغرف المهنية والشركات ومؤسسات التعليم والجمعيات لتسهيل استقرار القادمين الجدد. وتجتمع الشبكة مرة في السنة على
    الأقل، ومكتبها في الوكالة الإقليمية.""",
    "Arbeiten und ankommen zwischen Wehr und Silberhain": "العمل والاستقرار بين نهر فير وزيلبرهاين",
}

SNIPPETS = {
    "Ankommen": "الاستقرار",
    "Betriebe": "الشركات",
    "Netzwerk": "الشبكة",
    "Handwerkskammer Auenfurt": "غرفة الحرف في أوينفورت",
    "HWK Auenfurt": "غرفة الحرف",
    "Beraterin für Fachkräfte": "مستشارة العمال المؤهلين",
    "Leiterin": "المديرة",
    "Betriebsberater": "مستشار الشركات",
    "Alte Weberei": "مصنع النسيج القديم (Alte Weberei)",
    """Mit der Regionalbahn bis Wehrbrück, von dort mit Buslinie 14 bis Alte Weberei. Parkplätze am
    Ufer.""": """بالقطار الإقليمي إلى محطة Wehrbrück، ثم بالحافلة رقم 14 إلى موقف Alte Weberei. مواقف السيارات على
    ضفة النهر.""",
    """Ebenerdiger Saal, rollstuhlgerechte Toilette im Erdgeschoss, Ruheraum. Keine Induktionsanlage.""": """قاعة
    بلا درجات، ومرحاض مهيأ للكراسي المتحركة في الطابق الأرضي، وغرفة هادئة. لا توجد حلقة سمعية.""",
}

FRAME = {
    """Wir bringen Betriebe und Fachkräfte zusammen, beraten beim Ankommen und zeigen, was im Mittelwald schon
    gelingt. Hier lesen Sie, woran wir arbeiten.""": """نجمع بين الشركات والعمال المؤهلين، ونقدم المشورة للقادمين
    الجدد، ونعرض ما ينجح اليوم في ميتلفالد. تقرؤون هنا عن عملنا.""",
    """Ob Sie Personal suchen, eine Stelle annehmen oder über uns berichten möchten: Unsere Beratung ist kostenfrei,
    vertraulich und in neun Sprachen möglich.""": """سواء كنتم تبحثون عن موظفين أو تبدؤون عملاً جديداً أو ترغبون في
    الكتابة عنا: استشاراتنا مجانية وسرية ومتاحة بتسع لغات.""",
    "Presse": "الصحافة",
    """Alle Pressemitteilungen der Regionalagentur und ihres Welcome Centers. Texte und Bilder dürfen mit Nennung
    der Quelle frei verwendet werden.""": """جميع البيانات الصحفية للوكالة الإقليمية ومركزها Welcome Center. يمكن
    استخدام النصوص والصور بحرية مع ذكر المصدر.""",
    "Veranstaltungen": "الفعاليات",
    """Termine, Programme und Dokumentationen unserer Netzwerktreffen und Werkstattgespräche.""": """مواعيد لقاءات
    الشبكة وحوارات الورشة وبرامجها وتوثيقها.""",
    "Impressum": "بيانات الناشر",
    """Angaben nach § 5 des Digitale-Dienste-Gesetzes. Agentur, Region und Personen sind frei
    erfunden.""": """معلومات بموجب المادة 5 من قانون الخدمات الرقمية الألماني. الوكالة والمنطقة والأشخاص من نسج
    الخيال.""",
    "Herausgeberin": "الناشر",
    "Regionalagentur Mittelwald, Am Kornmarkt 4, 00421 Auenfurt": """وكالة ميتلفالد الإقليمية، العنوان:
    Regionalagentur Mittelwald, Am Kornmarkt 4, 00421 Auenfurt""",
    """Telefon: 030 23125 100, E-Mail: <a id="a1">info@mittelwald.example</a>""": """الهاتف: 030 23125 100، البريد
    الإلكتروني: <a id="a1">info@mittelwald.example</a>""",
    "Vertretung und Aufsicht": "التمثيل والإشراف",
    """Die Agentur wird durch den Geschäftsführer Jonas Ahrendt vertreten. Die Rechtsaufsicht führt der Landkreis
    Mittelwald, Kreishausplatz 1, 00437 Silberhain.""": """يمثل الوكالة المدير التنفيذي Jonas Ahrendt. وتتولى
    الإشراف القانوني مقاطعة ميتلفالد: Landkreis Mittelwald, Kreishausplatz 1, 00437 Silberhain.""",
    "Verantwortlich für den Inhalt": "المسؤولة عن المحتوى",
    "Friederike Wohlrab, Pressestelle, Anschrift wie oben.": """Friederike Wohlrab، المكتب الصحفي، العنوان كما ورد
    أعلاه.""",
    "Bilder": "الصور",
    """Die Illustrationen auf diesen Seiten wurden für sie angefertigt und stehen unter CC0 1.0. Sie dürfen ohne
    Rückfrage verwendet und verändert werden.""": """أُعدت الرسوم خصيصاً لهذا الموقع، وهي متاحة وفق رخصة CC0 1.0.
    يمكنكم استخدامها وتعديلها دون استئذان.""",
}

MENTORING = {
    "Zu zweit durchs erste Jahr: 60 Tandems starten in Hohentann": """معاً خلال السنة الأولى: انطلاق 60 ثنائياً في
    هوهنتان""",
    "Ehrenamt": "العمل التطوعي",
    """Beschäftigte begleiten neue Kolleginnen und Kollegen auch nach Feierabend / Betriebe stellen
    Zeit""": """عاملون يرافقون زملاءهم الجدد حتى بعد الدوام / الشركات تمنح الوقت""",
    """In Hohentann haben am Dienstag 60 Tandems ihre gemeinsame Zeit begonnen: Je eine Person, die neu in der
    Region arbeitet, und eine, die sich auskennt, treffen sich ein Jahr lang zweimal im Monat. Das Welcome Center
    hat die Paare zusammengeführt und begleitet sie.""": """بدأ في هوهنتان يوم الثلاثاء 60 ثنائياً مسيرتهم المشتركة:
    يلتقي شخص بدأ العمل حديثاً في المنطقة بشخص يعرفها جيداً مرتين في الشهر على مدى عام. وقد جمع Welcome Center بين
    الطرفين ويواصل مرافقتهم.""",
    """Beteiligt sind elf Betriebe vom Metallbau bis zur Zahnarztpraxis. Sie geben den Tandems monatlich zwei
    Stunden Arbeitszeit; den Rest legen die Paare selbst fest. Manche gehen zum Fußball, andere zum Bürgeramt oder
    auf den Wochenmarkt.""": """تشارك إحدى عشرة شركة، من ورش المعادن إلى عيادة الأسنان. وهي تمنح كل ثنائي ساعتين من
    وقت العمل شهرياً، ويقرر الثنائي الباقي بنفسه. بعضهم يذهب إلى كرة القدم، وآخرون إلى مكتب المواطنين أو إلى السوق
    الأسبوعي.""",
    """Kein Amt der Welt kann jemandem sagen, in welcher Bäckerei man anschreiben lassen darf. Dafür braucht es
    Menschen, die hier zu Hause sind.""": """لا توجد دائرة في العالم تستطيع أن تقول لكم أي مخبز يقبل أن تدفعوا
    لاحقاً. لذلك نحتاج إلى أناس هذا المكان بيتهم.""",
    "Wer mitmachen möchte, sollte Folgendes mitbringen:": "من يرغب في المشاركة يحتاج إلى ما يلي:",
    "Neugier und ungefähr vier Stunden im Monat": "الفضول ونحو أربع ساعات في الشهر",
    "die Teilnahme an einem Einführungsabend": "حضور أمسية تعريفية واحدة",
    "die Bereitschaft, Vertrauliches für sich zu behalten": "الاستعداد لحفظ الأسرار",
    """Im Handwerk heißt das seit jeher Patenschaft. Neu ist, dass sie nicht am Werkstor endet.""": """في الحرف نسمي
    هذا منذ القدم رعاية الزميل. والجديد أنها لا تنتهي عند باب الورشة.""",
    """Eine erste Auswertung ist für den Herbst geplant. Vorbild ist ein Vorhaben der Handwerkskammer, das unter <a
    id="a1">Patenschaften im Betrieb</a> beschrieben ist. Weitere Tandems können bis Ende Mai gemeldet
    werden.""": """من المقرر إجراء تقييم أول في الخريف. والنموذج مشروع لغرفة الحرف، تجدون وصفه تحت عنوان <a
    id="a1">الرعاية في الشركة</a> (بالألمانية). ويمكن تسجيل ثنائيات أخرى حتى نهاية أيار/مايو.""",
}

MEETING = {
    "Netzwerktreffen Willkommen im Mittelwald": "لقاء الشبكة «أهلاً بكم في ميتلفالد»",
    """Einmal im Jahr kommen alle zusammen, die zugewanderten Menschen in der Region das Ankommen erleichtern:
    Behörden, Betriebe, Kammern, Bildungsträger und Ehrenamt.""": """مرة في السنة يجتمع كل من يسهل على القادمين
    الجدد الاستقرار في المنطقة: الدوائر والشركات والغرف المهنية ومؤسسات التعليم والمتطوعون.""",
    """Jedes Treffen hat ein Schwerpunktthema. Am Vormittag hören wir zu, am Nachmittag arbeiten wir in Runden. Was
    verabredet wird, steht zwei Wochen später in der Dokumentation.""": """لكل لقاء موضوع رئيسي. نستمع قبل الظهر،
    ونعمل في مجموعات بعد الظهر. وما نتفق عليه تقرؤونه بعد أسبوعين في التوثيق.""",
    "Teilnehmen": "المشاركة",
    """Die Treffen sind offen für alle, die im Landkreis mit dem Thema befasst sind. Die Einladung kommt rund drei
    Wochen vor dem Termin; die Teilnahme kostet nichts.""": """اللقاءات مفتوحة لكل من يعمل في المقاطعة على هذا
    الموضوع. تصل الدعوة قبل الموعد بثلاثة أسابيع تقريباً، والمشاركة مجانية.""",
    "5. Netzwerktreffen": "لقاء الشبكة الخامس",
    """Bitte merken Sie sich den Termin vor. Das Schwerpunktthema wählt das Netzwerk bis Ende März; die Einladung
    folgt drei Wochen vor dem Treffen.""": """نرجو أن تحجزوا هذا الموعد. تختار الشبكة الموضوع الرئيسي حتى نهاية
    آذار/مارس، وتصل الدعوة قبل اللقاء بثلاثة أسابيع.""",
}

# Begun only: the release on the survey is still being translated, and late.
BEGUN = {
    "Warum Menschen bleiben: Befragung nennt Kollegium vor Gehalt": "لماذا يبقى الناس: الزملاء قبل الراتب",
    "Bezahlung": "الأجر",
}

WORDS = HOUSE | SNIPPETS | FRAME | MENTORING | MEETING | BEGUN
