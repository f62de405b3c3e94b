"""What training left behind -> the card of the shipped weights, and the record of how they came.

    python training/card.py PREPARED RUN OUT [--figures FIGURES.json] [--model FOLDER]

``PREPARED`` holds the prepared sets, ``RUN`` the logs of ``train.py``, ``OUT`` the exported
weights. Writes ``OUT/MODEL_CARD.md``, and into ``OUT/training`` the logs, the plans, the figures
and the hashes of the sources. Every number on the card is counted in these files or read from the
network itself. A file of figures is ``{"name": {"value": 0.5, "command": "python ..."}}``, the
command being the one that prints it; ``--figures`` may be given several times.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path

from torch import nn
from transformers import BertConfig

if not __package__:  # run as a script: the benchmarks lie in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scoring.wording import FOLDS

from examples import Example
from export import OPSET
from losses import Network
from model import PAIR, ROLES, TAGS, WIDTH
from prepare import CONVENTIONS, ENCODER, SETS, SOURCES, encoder_folder
from sayso import __version__
from sayso.reading.heads.config import Config
from sayso.reading.heads.factors import NAMES
from sayso.reading.heads.lexicon import size
from sayso.reading.heads.relations import DEPENDENCIES, SIZES
from sayso.reading.heads.seen import LABELS
from sayso.reading.heads.windows import ROOM
from train import PIECES, PLANS, SEED, load, network, optimizer, schedule

CARD = "MODEL_CARD.md"
KEPT = "training"
SOFTWARE = ("torch", "transformers", "onnxruntime", "onnx", "numpy", "spacy")


@dataclass(frozen=True)
class Provenance:
    """What a prepared set is, and what may be done with it, as far as its makers say."""

    about: str
    terms: str


_UNSTATED = "code MIT; terms of the data mostly unstated"
PROVENANCE: dict[str, Provenance] = {
    "polnear": Provenance(
        "PolNeAR 1.0: who says what in US political news of 2015-16",
        "the repository states no licence for the texts",
    ),
    "UW": Provenance("UW event factuality: news", _UNSTATED),
    "UDS_IH2": Provenance("UDS-IH2 event factuality: web texts", _UNSTATED),
    "MEANTIME": Provenance("MEANTIME event factuality: Wikinews", _UNSTATED),
    "CB": Provenance("CommitmentBank, as event factuality", _UNSTATED),
    "RP": Provenance("RP, as event factuality", _UNSTATED),
    "MV2": Provenance("MV2 (MegaVeridicality), as event factuality", _UNSTATED),
    "plv": Provenance(
        "Zero-Shot-PLOVER (Hu et al., ACL 2024), train split: marked pairs of parties",
        "none stated",
    ),
    "babe": Provenance(
        "BABE: words that annotators take for loaded, in US outlets", "repository AGPL-3.0"
    ),
    "negatives": Provenance(
        "sentences of UW's train part: pairs of names between which no known event word stands",
        _UNSTATED,
    ),
    "sentences": Provenance("sentences written for this project, one pair each", "Apache-2.0"),
}

PURPOSE = """\
The weights help sayso's grammar to read political news in English. One encoder reads a document
once; four heads answer when they are asked:

- **attribution**: which words are a source, a cue and a content of "X says that Y";
- **factuality**: how far an event happened in the author's view, from -3 to 3;
- **events**: the PLOVER type of what one marked party does to another, or none;
- **wording**: which words readers would take for loaded, and whether a text gives an opinion.

`Reader()` uses them; `Reader(heads="rules")` reads without them. They run through onnxruntime and
need neither a GPU nor the internet."""

LIMITS = """\
- **Attribution** was learned from US hard news of 2015-16: no op-eds, speeches, interviews or
  social media, and no later vocabulary. The annotation is flat: only the outermost voice is marked,
  so a voice inside a voice comes from grammar alone. It is broad: believing, wanting and seeming
  count as attribution there.
- **English only.**
- **Factuality is the author's view**, as readers of single sentences graded it: what the text
  presents as having happened. The sets grade differently: a value means what it means in one set.
- **Loaded words are a matter of taste**: of the annotators of one data set, on US subjects. A word
  is not biased, and neither is its writer, because it is marked.
- **Events** were learned from few annotated pairs and from sentences written for the purpose.
  Probabilities are only as good as these.
- **Names of countries are masked** before the encoder sees a text, so that no country, people or
  capital of the gazetteer can be treated unlike another. Parties, persons, companies and regions
  are not masked; what the encoder's makers and their texts thought of those may show.
- **Small differences between machines** are to be expected: the encoder computes in 8 bits, with
  scales that depend on what one window holds.

What must not be concluded from an output:

- that a claim is true or false, or that a source is honest: the heads read how a text puts
  something, not the world;
- that an event took place because its factuality is high;
- that an outlet, an author or a group is biased because of counts of loaded words;
- anything about a single person that has consequences for that person;
- differences between outlets, countries or years, before a person has checked by hand, on that very
  material, that errors are alike on both sides."""


@dataclass
class Counts:
    """What a prepared set holds."""

    windows: int
    texts: int
    words: int
    labels: dict[str, int]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Counts:
        """Count one set; a text of our own sentences, which have no number, is a window."""
        labels = {
            "attributions": sum(len(e.roles or ()) for e in examples),
            "predicates": sum(len(e.facts) for e in examples),
            "pairs": sum(len(e.pairs) for e in examples),
            "loaded words": sum(int(e.loaded.sum()) for e in examples if e.loaded is not None),
            "opinion marks": len({e.document for e in examples if e.opinion is not None}),
            "outlets": len({e.outlet for e in examples if e.outlet}),
        }
        numbered = {e.document for e in examples if e.document >= 0}
        return cls(
            len(examples),
            len(numbered) or len(examples),
            sum(len(e.window) for e in examples),
            {name: count for name, count in labels.items() if count},
        )


@dataclass
class Log:
    """One training run, from its log.

    Attributes:
        name: ``first``, ``last`` or ``fold0`` and so on.
        step, of: the last step that was noted, and how many were planned.
        minutes: time spent; a run that was interrupted is the sum of its parts.
        losses: each head's smoothed loss at the last step noted.
    """

    name: str
    step: int
    of: int
    minutes: float
    losses: dict[str, float]

    @classmethod
    def read(cls, path: Path) -> Log:
        """Read a log of ``train.py``."""
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if not lines:
            raise SystemExit(f"{path}: empty; nothing was trained")
        seconds = [line["seconds"] for line in lines]
        ends = [a for a, b in zip(seconds, [*seconds[1:], 0], strict=True) if b <= a]
        last = lines[-1]
        losses = {k: v for k, v in last.items() if k not in ("step", "of", "seconds")}
        name = path.name.removesuffix(".log.jsonl")
        return cls(name, last["step"], last["of"], sum(ends) / 60, losses)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; whole numbers get their commas."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(_shown, line)) + " |" for line in lines)


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _parameters(module: nn.Module) -> int:
    return sum(p.numel() for p in module.parameters())


def architecture(made: Network, config: Config, shape: BertConfig, out: Path) -> str:
    """Parts, parameters and widths, read from the network."""
    encoder, events = made.words.encoder, made.events
    frozen = sum(p.numel() for p in made.parameters() if not p.requires_grad)
    rows = [
        (
            "encoder",
            _parameters(encoder),
            f"{shape.num_hidden_layers} layers, {shape.num_attention_heads} attention heads, width "
            f"{shape.hidden_size}, inner width {shape.intermediate_size}, {shape.vocab_size:,} "
            f"pieces, {shape.max_position_embeddings} positions",
        ),
        (
            "words",
            _parameters(made.words) - _parameters(encoder),
            f"a word's first piece, its head's, its tag and its dependency, to width {WIDTH}; room "
            f"for {TAGS} tags and {DEPENDENCIES} dependencies, {len(config.tags)} and "
            f"{len(config.dependencies)} in use",
        ),
        (
            "cue, loaded, opinion",
            _parameters(made.tokens),
            f"{WIDTH} to {made.tokens.out.out_features}",
        ),
        (
            "attribution",
            _parameters(made.linker),
            f"width {PAIR}, roles {', '.join(ROLES)}; relations of {' + '.join(map(str, SIZES))} "
            "kinds (up and down the tree, distance, sentences apart, quotation)",
        ),
        (
            "factuality",
            _parameters(made.factuality),
            f"{len(NAMES)} numbers of grammar, {len(config.conventions)} conventions, a value and "
            f"{len(LABELS)} labels each",
        ),
        (
            "events",
            _parameters(events),
            f"{events.looks} attentions of width {PAIR}, {size()} numbers of the predicate table a "
            f"word, {len(config.types)} types",
        ),
        ("all", _parameters(made), f"{frozen:,} of them kept as published (the word table)"),
    ]
    graphs = ", ".join(f"`{path.name}`" for path in sorted(out.glob("*.onnx")))
    return "\n\n".join(
        [
            table(("part", "parameters", "shape"), rows),
            f"A window holds whole paragraphs, up to {ROOM} pieces of several or one longer one.",
            f"Shipped as {graphs}, ONNX opset {OPSET}; the encoder's matrices and tables in 8 bits "
            "with a scale a channel, everything else in 32. `probe.onnx` is no part of the "
            "network: one product, by which a processor shows whether its sums in 8 bits are "
            "exact.",
            f"**Conventions** of factuality, in the order of the weights: "
            f"{', '.join(config.conventions)}.",
            "**Values and labels** of factuality come from one layer more (`training/refit.py`): a "
            "ridge and a softmax regression on a predicate's vector, its numbers of grammar and "
            "what the head says.",
            f"**Types** of events: {', '.join(config.types)}.",
            "**Settings**, made later (`links` on development data, `loaded` by the folds, "
            "`confidence` on the project's own gold texts): "
            + "; ".join(f"`{name}` {values}" for name, values in config.settings.items())
            + ".",
        ]
    )


def published(model: Path) -> str:
    """Where the encoder came from, with the hashes of its files."""
    package = ENCODER.replace("_", "-")
    text = (model / "README.md").read_text(encoding="utf-8")
    stated = next(
        (
            line.partition(":")[2].strip()
            for line in text.splitlines()
            if line.startswith("license:")
        ),
        "not stated",
    )
    try:
        found = metadata(package)
        wrapped = f"package `{package}` {found['Version']}, whose metadata says: "
        wrapped += f"{found.get('License-Expression') or found.get('License') or 'nothing'}"
    except PackageNotFoundError:
        wrapped = f"package `{package}`"
    rows = [
        (f"`{name}`", f"`{sha256((model / name).read_bytes()).hexdigest()}`")
        for name in ("config.json", "model.safetensors", "tokenizer.json")
    ]
    return (
        "The encoder starts from sentence-transformers/all-MiniLM-L6-v2 (licence, as its own model "
        f"card says: {stated}), taken from the {wrapped}. `train.py` refuses other weights.\n\n"
        + table(("file", "sha256"), rows)
    )


def provenance(name: str) -> Provenance:
    """What is known of a prepared set: ``UW.train`` is UW, ``sentences-conflict`` our sentences."""
    return PROVENANCE[name.partition(".")[0].partition("-")[0]]


def data(prepared: Path) -> str:
    """The sets with their sizes, and how often each plan reads them."""
    rows = []
    for name in SETS:
        if not (prepared / f"{name}.pkl").exists():
            continue
        counts = Counts.of(load(prepared, name))
        known = provenance(name)
        held = [f"{count:,} {label}" for label, count in counts.labels.items()]
        rounds = [f"{plan.rounds.get(name, 0):.3g}" for plan in PLANS.values()]
        sizes = (counts.texts, counts.windows, counts.words)
        rows.append((f"`{name}`", known.about, known.terms, *sizes, ", ".join(held), *rounds))
    head = ("set", "what", "terms, as found", "texts", "windows", "words", "labels")
    parts = [
        table((*head, *(f"rounds, {plan}" for plan in PLANS)), rows),
        "A set with no rounds was not trained on; it served to choose settings. No text of these "
        "sets is shipped. Whether a set's terms reach weights that were trained on it is not "
        'settled; `Reader(heads="rules")` uses none of them.',
    ]
    noted = prepared / SOURCES
    if noted.exists():
        hashes = json.loads(noted.read_text(encoding="utf-8"))
        parts.append(table(("source", "sha256"), [(f"`{n}`", f"`{h}`") for n, h in hashes.items()]))
    return "\n\n".join(parts)


def training(made: Network, prepared: Path, logs: Sequence[Log]) -> str:
    """Plans, seed, steps, minutes."""
    planned = {name: len(schedule(prepared, PLANS[name], None)) for name in PLANS}
    workers = {log.name: round(planned[log.name] / log.of) for log in logs if log.name in planned}
    rows = []
    for log in logs:
        plan = PLANS.get(log.name, PLANS["last"])
        losses = ", ".join(f"{head} {loss:.3f}" for head, loss in log.losses.items())
        steps = f"{log.step:,}" if log.step == log.of else f"{log.step:,} of {log.of:,}"
        if log.name in planned and planned[log.name] // workers[log.name] != log.of:
            steps += " (`train.py` has been changed since)"
        rates = f"{plan.encoder_rate:g} / {plan.head_rate:g}"
        rows.append((log.name, steps, f"{log.minutes:.0f}", rates, losses))
    moves = optimizer(made, PLANS["first"])
    group = moves.param_groups[0]
    folds = sum(log.name.startswith("fold") for log in logs)
    return "\n\n".join(
        [
            table(("run", "steps", "minutes", "rate, encoder / heads", "losses at the end"), rows),
            f"Seed {SEED}. Batches of at most {PIECES:,} pieces, padding included; each step takes "
            f"{' or '.join(map(str, sorted(set(workers.values()))))} of them, one a worker. "
            f"{type(moves).__name__}, weight decay {group['weight_decay']:g}, betas "
            f"{group['betas']}. Minutes are those of the machine that made these weights, without "
            "a GPU.",
            f"`last` starts from `first` and is what ships. The runs `fold...` ({folds} of {FOLDS} "
            "logged) start from `first`, too, each without a fifth of the two small sets (`plv` by "
            "sentence, `babe` by outlet): only the figures of those sets come from them.",
        ]
    )


def figures(found: Mapping[str, Mapping[str, object]]) -> str:
    """The figures, each with the command that prints it."""
    if not found:
        return "None were given with this card; benchmarks/README.md says how to print them."
    rows = [(f"`{name}`", one["value"], f"`{one['command']}`") for name, one in found.items()]
    return table(("figure", "value", "printed by"), rows)


def read_figures(paths: Iterable[Path]) -> dict[str, dict[str, object]]:
    """All figures of some files, the later file's where two have one name."""
    found: dict[str, dict[str, object]] = {}
    for path in paths:
        for name, one in json.loads(path.read_text(encoding="utf-8")).items():
            if not isinstance(one, dict) or not {"value", "command"} <= one.keys():
                raise SystemExit(f'{path}: {name} must be {{"value": ..., "command": ...}}')
            found[name] = one
    return found


def shipped(out: Path) -> str:
    """The shipped files, as ``weights.json`` lists them."""
    hashes = json.loads((out / "weights.json").read_text(encoding="utf-8"))
    rows = [(f"`{n}`", (out / n).stat().st_size, f"`{digest}`") for n, digest in hashes.items()]
    return table(("file", "bytes", "sha256"), rows)


def versions() -> str:
    """The software that made the weights."""
    return f"sayso {__version__}, " + ", ".join(f"{name} {version(name)}" for name in SOFTWARE)


def card(prepared: Path, run: Path, out: Path, model: Path, found: Mapping[str, dict]) -> str:
    """The whole card."""
    config = Config.load(out / "config.json")
    if config.conventions != CONVENTIONS:
        raise SystemExit(f"{out / 'config.json'}: conventions in another order than prepare.py")
    made = network(model, config)
    shape = BertConfig.from_json_file(str(model / "config.json"))
    logs = [Log.read(path) for path in sorted(run.glob("*.log.jsonl"))]
    if not logs:
        raise SystemExit(f"{run}: no logs of train.py")
    sections = {
        "What they are for": PURPOSE,
        "Figures": figures(found),
        "Limits": LIMITS,
        "Architecture": architecture(made, config, shape, out),
        "Encoder": published(model),
        "Data": data(prepared),
        "Training": training(made, prepared, logs) + f"\n\nWith {versions()}.",
        "Files": shipped(out),
    }
    parts = [f"## {title}\n\n{text}" for title, text in sections.items()]
    top = "# The weights of sayso's learned heads\n\nWritten by `training/card.py`; don't edit."
    return "\n\n".join([top, *parts]) + "\n"


def keep(prepared: Path, run: Path, out: Path, found: Mapping[str, dict]) -> None:
    """Put the record of the training beside the weights."""
    kept = out / KEPT
    kept.mkdir(exist_ok=True)
    for path in kept.glob("*.json*"):
        path.unlink()
    noted = prepared / SOURCES
    for path in [*sorted(run.glob("*.log.jsonl")), *([noted] if noted.exists() else [])]:
        shutil.copyfile(path, kept / path.name)
    plans = {"seed": SEED, "pieces": PIECES, **{name: asdict(p) for name, p in PLANS.items()}}
    for name, value in (("plans", plans), ("figures", found)):
        text = json.dumps(value, indent=1) + "\n"
        (kept / f"{name}.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Parse the command line and write the card."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for name in ("prepared", "run", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--figures", type=Path, action="append", default=[])
    parser.add_argument("--model", type=Path, help="the encoder's folder, if not its package's")
    options = parser.parse_args()
    found = read_figures(options.figures)
    model = options.model or encoder_folder()
    text = card(options.prepared, options.run, options.out, model, found)
    (options.out / CARD).write_text(text, encoding="utf-8")
    keep(options.prepared, options.run, options.out, found)


if __name__ == "__main__":
    main()
