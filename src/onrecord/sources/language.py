"""The language of a report at the door: two identifiers that must not gainsay one another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.errors import LanguageError
from onrecord.settings import SETTINGS
from onrecord.text.language import UNDETERMINED, detect_language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Pieces of a long text that are looked at, from its beginning to its end, and the characters of each.
_PIECES, _PIECE_CHARS = 4, 1_500
_WORD = re.compile(r"[^\W\d_]{2,}")
#: Signs of scripts that write no space between words: each speaks for half a word.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
#: Languages whose name in a message is worth more than a code.
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "nl": "Dutch",
    "no": "Norwegian", "nb": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def identify_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a report's language; None where it is too short or cannot be told.

    English is kept in wherever reading takes it for English, and "en" is what is said then. A text is called foreign
    where both identifiers say so, or where one does and the other cannot tell. "und" is a language that has no name
    here and is not English.
    """
    sample = _sample(text)
    n_words = len(_WORD.findall(sample)) + len(_UNSPACED.findall(sample)) // 2
    if n_words < SETTINGS.min_language_words:
        return None
    told = detect_language(text)
    if told == SETTINGS.language_read:
        return told
    code, share = _identifier().classify(sample)
    sure = str(code) if share >= SETTINGS.min_language_share else None
    if told is None:
        return sure
    return sure if sure is not None and sure != SETTINGS.language_read else told


def check_language(text: str) -> None:
    """Refuse a report in another language than the one that is read.

    Raises:
        LanguageError: It is not in English; the message names its language.
    """
    language = identify_language(text)
    if language not in (None, SETTINGS.language_read):
        raise LanguageError(f"{_says(language)} Onrecord reads English only. Give a translation, or leave it out.")


def _says(language: str | None) -> str:
    if language is None or language == UNDETERMINED:
        return "The report is not in English."
    name = _NAMES.get(language)
    return f"The report is in {name} ({language})." if name else f"The report is in another language ({language})."


def _sample(text: str) -> str:
    length = _PIECES * _PIECE_CHARS
    if len(text) <= length:
        return text
    step = (len(text) - _PIECE_CHARS) // (_PIECES - 1)
    return "\n".join(text[number * step : number * step + _PIECE_CHARS] for number in range(_PIECES))


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """Load the identifier, once per process: a second or so, and 100 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
