"""The language of a text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from onrecord.text.language import detect_language
from tests.strategies import any_text, report_text

SENTENCES = {
    "en": "The minister said on Friday that the talks with the island would go on in the spring.",
    "de": "Der Minister sagte am Freitag, dass die Gespräche mit der Insel im Frühling weitergehen werden.",
    "fr": "Le ministre a dit vendredi que les discussions avec l’île vont continuer dans les mois qui viennent.",
    "es": "El ministro dijo el viernes que las conversaciones con la isla van a seguir en los próximos meses.",
    "it": "Il ministro ha detto che i colloqui con la capitale sono difficili e che non si fermeranno.",
    "pt": "O ministro disse na sexta-feira que as conversas com a ilha vão continuar nos próximos meses.",
    "nl": "De minister zei op vrijdag dat de gesprekken met het eiland in het voorjaar zullen worden hervat.",
    "pl": "Minister powiedział w piątek, że rozmowy z wyspą nie są łatwe, ale będą się toczyć do wiosny.",
    "tr": "Bakan bu görüşmelerin çok zor olduğu için daha sonra bir kez daha ve yeni bir yerde yapılacak dedi.",
    "ru": "Министр сказал, что переговоры не прошли так, как он хотел, но они будут и после этого года.",
    "uk": "Міністр сказав, що переговори не були легкими, але вони вже йдуть і після цього року.",
    "ar": "قال الوزير إن المحادثات مع الجزيرة كانت صعبة في هذا اليوم ولا بد من العودة إلى ذلك بعد الربيع",
    "zh": "部长星期五表示，与该岛的会谈将在春天继续进行。",
    "ja": "大臣は金曜日、島との話し合いは春に続くと述べた。",
    "ko": "장관은 금요일 섬과의 회담이 봄에 계속될 것이라고 말했다.",
    "el": "Ο υπουργός είπε την Παρασκευή ότι οι συνομιλίες θα συνεχιστούν.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_languages_are_told(language: str) -> None:
    """A sentence or two is enough."""
    assert detect_language(SENTENCES[language]) == language


def test_a_foreign_quotation_does_not_sway_a_report() -> None:
    """English prose with a foreign sentence in it stays English."""
    assert detect_language(SENTENCES["en"] * 3 + SENTENCES["fr"]) == "en"


@pytest.mark.parametrize(
    "text", ["Встреча отложена.", "የሰላም ድርድር ዛሬ በአዲስ አበባ ተጀመረ ሲሉ ሚኒስትሩ ተናገሩ", "المفاوضات انتهت أمس"]
)
def test_another_alphabet_is_not_english(text: str) -> None:
    """A text in another alphabet is told from English even where its language cannot be told."""
    assert detect_language(text) == "und"


@pytest.mark.parametrize(
    "text", ["", "Yes.", "12 34 56 78", "Oslo Bergen Lima Quito Bern Rome Accra Dakar Lagos Minsk"]
)
def test_too_little_text_has_no_language(text: str) -> None:
    """Names, numbers and single words do not tell a language."""
    assert detect_language(text) is None


@given(any_text() | report_text())
def test_any_text_is_taken(text: str) -> None:
    """Whatever the text, the answer is a code of two letters, "und" or None."""
    language = detect_language(text)
    assert language in (None, "und") or len(language) == 2


def test_long_texts_take_no_longer() -> None:
    """Two million characters are told from a sample."""
    text = SENTENCES["en"] * 24_000
    begun = time.process_time()
    assert detect_language(text) == "en"
    assert time.process_time() - begun < 0.1
