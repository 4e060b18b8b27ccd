"""`make judge`: how good the search's answers are, judged by hand.

    .venv/bin/python -m tests.search.judged.run [--half held|tune|all] [--failures]

The texts of texts.yaml are published in a database of their own, the questions of queries.yaml are asked, and for each
group of them nDCG (gain 2^grade - 1), recall and forbidden hits go to the screen. The exit code is 1 where a goal is
missed: nDCG of 0.90 over all and of 0.80 in each group, and no forbidden hit. Where ELASTICSEARCH_URL names a server,
it is asked as well, and 0.92 is its goal.

Whoever changes the search looks at `--half tune --failures`. The held half is what is reported: its failures are not
shown, lest somebody tunes on them.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator

from tests.search.judged import judgement


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", default="held", choices=[*judgement.HALVES, "all"])
    parser.add_argument("--failures", action="store_true", help="show the failures of the half that is tuned on")
    return parser.parse_args()


def measured(folder: str, half: str) -> Iterator[tuple[str, judgement.Figures, float]]:
    """Each engine with its figures of that half and its goal, in a database in that folder."""
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "TEST_DIR": folder}
    import django

    django.setup()

    from search import following
    from search.models import published_languages
    from tests import database
    from tests.factories import Newsroom
    from tests.search.indexes import own_indexes
    from tests.search.judged import asking

    database.make()
    database.work_in_copy("judged", of=database.FURNISHED)
    names = asking.fill(Newsroom(), judgement.texts())
    queries = judgement.queries(half)
    yield "The database", asking.figures(queries, names), judgement.WELL
    if "ELASTICSEARCH_URL" in os.environ:
        with own_indexes():
            for locale in sorted(published_languages()):
                following.rebuild(locale)
            yield "Elasticsearch", asking.figures(queries, names), judgement.WELL_ON_SERVERS
    database.drop("judged")


def main() -> int:
    chosen = arguments()
    with tempfile.TemporaryDirectory() as folder:
        found = list(measured(folder, chosen.half))
    if chosen.failures:
        tuned = judgement.Figures([answer for answer in found[0][1].answers if answer.query.half == "tune"])
        print(*tuned.failures(), sep="\n", end="\n\n")
    missed = []
    for name, figures, well in found:
        print(f"{name}, {chosen.half}", *figures.table(), "", sep="\n")
        missed += [f"{name}: {goal}" for goal in figures.missed(well)]
    for line in missed:
        print(f"Missed: {line}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
