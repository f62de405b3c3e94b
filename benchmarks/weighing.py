"""What is found between the texts of a corpus, scored against what is true of it.

    python benchmarks/weighing.py copies [ARTICLES.jsonl ...] [--show N] [--json]
    python benchmarks/weighing.py cost [N ...] [--json]
    python benchmarks/weighing.py forecasts [--heads learned|rules] [--show] [--json]
    python benchmarks/weighing.py stories [--heads learned|rules] [--json]
    python benchmarks/weighing.py contradictions [--heads learned|rules] [--show] [--json]
    python benchmarks/weighing.py story-cost [N ...] [--json]
    python benchmarks/weighing.py origins [--heads learned|rules] [--show] [--json]

``copies`` without files takes the invented corpus in ``examples/corpus`` and its written truth
(``truth/README.md`` there says how each thing is scored). One figure a line:

    documents                       texts that were compared
    copies_precision, _recall, _f1  unordered pairs of documents, out of all pairs
    direction_right, _wrong, _unknown  shares of the pairs found that are one text's copy of another
    direction_right_of_knowable     the same without those that only the hour could tell, or nothing
    relation_accuracy               copy, indirect or siblings, and by way of which text
    passages_covered                characters of the true passages, of both texts, in found ones
    passages_precision              characters of the found passages that are in true ones
    credits_precision, _recall, _f1 documents with the agency that they credit
    standing_pairs, not_copies      pairs found that share no more than a standing text, or that
                                    ``not_copies.csv`` lists

With files of real articles (lines with ``id`` and ``text``, and ``publisher``, ``title``, ``date``
and ``wire`` where known: the form of PolNeAR) it prints what can be counted without a truth:

    copies                          pairs found; ``--show N`` prints N of them to judge by eye
    wire, wire_credited             texts whose ``wire`` names an agency; those that sayso finds a
                                    credit to it in
    credited_untagged               texts with a credit to one of these agencies that their ``wire``
                                    doesn't name

``cost`` keeps N texts in a ledger (the corpus again and again, each time with half of its words
changed, so that copies grow as the texts do) without reading them, and prints seconds of processor
time:

    first_s, again_s                all copies, from nothing, and with the index that was kept
    added_s                         100 texts more in the index, and the copies of one of them
    copies                          pairs that were found

``forecasts`` reads the invented corpus and compares what is foretold in it, and what became of it,
with ``truth/forecasts.jsonl``; ``--show`` prints each row that is wrong. A row is aligned with the
claim of a forecast of ours that overlaps its first mention most; a row without one is wrong:

    forecasts                       rows of the truth
    forecasts_without_claim         rows of whose words the reading made no claim at all
    forecasts_found                 rows with a forecast of ours
    outcomes_right                  share of all rows with the right outcome
    outcomes_right_bare             the same where no table says who controls the outlets
    closest_claims                  rows whose words no claim but the forecast's overlaps more
    settled_by_claims               rows that are right and rest on claims, not on silence or a day
    settled_by_the_same             of these the ones that rest on words that the truth names, too
    horizons_right                  of the rows with a horizon, the share with the same last day
    likelihoods_right               of the rows with a likelihood, the share with the same range
    swap_invariance                 of all forecasts that we list, the share that is alike with the
                                    two countries' names swapped in every text
    listed, listed_with_horizon     forecasts that we list, those with a stated horizon

``stories`` compares the stories of the invented corpus with ``truth/mentions.csv``:

    mentions, aligned, in_stories   mentions of the truth; those with a claim of ours; those whose
                                    claim is in a story
    stories                         stories of the truth
    b_cubed_precision, _recall, _f1 of the groups, each mention counted once
    stance_accuracy                 for, against or open, of the aligned mentions
    swap_invariance                 stories that are alike with the two countries' names swapped

``contradictions`` compares with ``truth/contradictions.jsonl``; ``--show`` prints what is missed
and what is wrong:

    rows, rows_found                true contradictions; those with a pair that we list
    pairs_judged                    our pairs of which the truth says whether they are right
    precision, recall, f1           right pairs of the judged, rows found, and of the two
    listed                          contradictions that we list
    swap_invariance                 those that are alike with the two countries' names swapped

``story-cost`` prints seconds of processor time for the stories of N claims, which are taken as
read: the corpus again and again, each copy some days later and with half of its words changed:

    anew                            for all but 1,000 claims, when nothing is kept
    added_newest                    for all with these, when the others were gathered before, and
                                    these 1,000 are the last that were published
    added_anywhere                  the same where they are of documents of all days
    again                           for all with nothing new: what grows with the ledger

``origins`` reads the invented corpus and compares the origins of its claims with those of the
mentions in ``truth/mentions.csv``; ``--show`` prints each mention that is wrong:

    mentions, aligned               mentions of the truth, those aligned with a claim of ours
    origin_accuracy                 of the aligned, the share with the right name (or one of its
                                    aliases) and the right kind
    origin_accuracy_bare            the same where no table says who controls the outlets or who is
                                    whose ally
    name_accuracy, kind_accuracy    name and kind alone
    stories_counted_right           of the stories whose mentions are all aligned, the share with as
                                    many independent origins, for and against, as in truth
    swap_invariance                 of the origins of all claims, the share that is alike with the
                                    two countries' names swapped in every text
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

if not __package__:  # run as a script: the package lies in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scoring import copies, forecasts, origins, stories
from benchmarks.scoring.figures import printed

from sayso.errors import SaysoError

CORPUS = Path(__file__).resolve().parent.parent / "examples" / "corpus"


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_subparsers(dest="what", required=True)
    of_copies = what.add_parser("copies")
    of_copies.add_argument("files", nargs="*", type=Path, metavar="ARTICLES.jsonl")
    of_copies.add_argument("--show", type=int, default=0, metavar="N")
    of_copies.add_argument("--json", action="store_true")
    of_cost = what.add_parser("cost")
    of_cost.add_argument("sizes", nargs="*", type=int, default=[1000, 10_000], metavar="N")
    of_cost.add_argument("--json", action="store_true")
    of_forecasts = what.add_parser("forecasts")
    of_forecasts.add_argument("--heads", choices=("learned", "rules"), default="learned")
    of_forecasts.add_argument("--show", action="store_true")
    of_forecasts.add_argument("--json", action="store_true")
    of_stories = what.add_parser("stories")
    of_stories.add_argument("--heads", choices=("learned", "rules"), default="learned")
    of_stories.add_argument("--json", action="store_true")
    of_contradictions = what.add_parser("contradictions")
    of_contradictions.add_argument("--heads", choices=("learned", "rules"), default="learned")
    of_contradictions.add_argument("--show", action="store_true")
    of_contradictions.add_argument("--json", action="store_true")
    of_story_cost = what.add_parser("story-cost")
    of_story_cost.add_argument(
        "sizes", nargs="*", type=int, default=[10_000, 30_000, 100_000], metavar="N"
    )
    of_story_cost.add_argument("--json", action="store_true")
    of_origins = what.add_parser("origins")
    of_origins.add_argument("--heads", choices=("learned", "rules"), default="learned")
    of_origins.add_argument("--show", action="store_true")
    of_origins.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        if options.what == "cost":
            figures = copies.costs(CORPUS, options.sizes)
        elif options.what == "forecasts":
            figures = forecasts.of_corpus(CORPUS, options.heads, show=options.show)
        elif options.what == "stories":
            figures = stories.of_corpus(CORPUS, options.heads)
        elif options.what == "contradictions":
            figures = stories.of_contradictions(CORPUS, options.heads, show=options.show)
        elif options.what == "story-cost":
            figures = stories.costs(CORPUS, options.sizes)
        elif options.what == "origins":
            figures = origins.of_corpus(CORPUS, options.heads, show=options.show)
        elif options.files:
            figures = copies.of_articles(options.files, options.show)
        else:
            figures = copies.of_corpus(CORPUS)
    except SaysoError as error:
        print(error, file=sys.stderr)
        return 2
    print(printed(figures, as_json=options.json))
    return 0


if __name__ == "__main__":
    sys.exit(main())
