"""Words that no text has to hold to be found: what is meant is in the others. After Snowball's lists, the commonest."""

from __future__ import annotations

from search.analysis import fold

_LISTS = {
    "de": """aber alle allem allen aller alles als am an auch auf aus bei beim bin bis bist da damit dann das dass dein
        dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen
        einer eines er es euch euer für gegen gibt hab habe haben hat hatte hier hinter ich ihm ihn ihnen ihr ihre im in
        ins ist ja jede jedem jeden jeder jedes kann kein keine können man mein meine mich mir mit nach nicht noch nun
        nur ob oder ohne sehr sein seine sich sie sind so soll sowie über um und uns unser unter vom von vor war waren
        was wegen weil welche wenn wer werden wie wir wird wo zu zum zur zwischen""",
    "en": """a about all an and any are as at be been but by can do does for from had has have he her his how i if in
        into is it its me my no not of on or our she so than that the their them there these they this those to was we
        were what when where which who why will with you your""",
    "fr": """a ai au aux avec ce ces cette comme d dans de des du elle en est et il ils je l la le les leur lui ma mais
        me mes mon ne nos notre nous on ou où par pas pour qu que qui s sa sans se ses si son sont sur ta te tes tu un
        une vos votre vous y à""",
    "uk": "а але в для до з за і із й на не про та те то у це що як від є",
    "ar": "في من على إلى عن مع أن إن هذا هذه التي الذي ما لا و أو ثم قد كان كل بعد قبل",
}
STOP_WORDS = {
    language: frozenset(fold(word, german=language == "de") for word in words.split())
    for language, words in _LISTS.items()
}
