"""The language of a text, from its script and its commonest little words."""

from __future__ import annotations

import re

#: Function words by language (ISO 639-1). Words that two languages share speak for both.
_WORDS = {
    "en": "the of and to in a is that for on was with as by at from it be are this have not he his has were they "
    "said but which who an or had will would been their its after before more than about into up out when we "
    "i you she her",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus "
    "er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber "
    "vor zur bis mehr",
    "fr": "le la les de des du et à en un une dans que qui est pour sur par au plus ne pas avec ce il se sont aux "
    "son sa ses cette mais ou où été leur nous vous elle ont être comme après entre sans deux fait selon",
    "es": "el la los las de y en que a un una por con para del se no es al lo como más su sus fue este esta pero ha "
    "entre o también hasta sobre desde cuando sin ser son muy años había tras según",
    "it": "il lo la i gli le di e in un una che per con non è del della dei delle al alla da dal si sono come anche "
    "più nel nella ma ha suo sua dopo questo questa tra o ed stato essere dalla sul gli alle",
    "pt": "o a os as de e em que do da dos das um uma para com não por no na nos nas se é ao mais como foi sua seu "
    "são mas pelo pela até também entre após ou ser está há quando sem já disse",
    "nl": "de het een van en in is dat op te zijn met voor niet die aan er om ook als dan naar bij nog uit maar "
    "door over werd wordt heeft hij ze worden of deze had tot hebben kan meer zei",
    "sv": "och i att det som en på är av för med den till inte har de ett om han var från men vi så kan när sig "
    "skulle efter under mot också eller hade vid nu än hon ut säger enligt",
    "da": "og i at det er en til af på for med den som de ikke har der et om han var fra men vi kan sig efter mod "
    "også eller havde ved nu ud blev siger bliver ifølge over skal",
    "no": "og i å det er en til av på for med den som de ikke har et om han var fra men vi kan seg etter mot også "
    "eller hadde ved nå ut ble sier blir ifølge over skal",
    "fi": "ja on ei se että oli hän ovat myös mutta joka sen kun kuin tai ole mukaan ollut niin jo vain ne sitä jos "
    "nyt jälkeen tämä voi olla sekä vielä mitä kanssa",
    "pl": "i w na z się do nie że to jest o od za po jak przez dla ale są co był jego oraz przed tym który które "
    "już być może tak było czy także który pod bez",
    "cs": "a v se na je že s z do o to i ve pro k za by ale jako po podle které který jsou byl až jeho také od při "
    "nebo už není bude mezi před jsme ze",
    "hu": "a az és hogy nem is egy van volt meg de már ez csak el ki azt mint még fel lesz szerint ha vagy minden "
    "után között lehet majd volna kell aki amely",
    "ro": "și de în a la cu pe că nu un o care din pentru este mai au se sunt fost ca să prin după sau dar al lui "
    "fi acest această între până către ale",
    "tr": "ve bir bu da de için ile olarak olan çok daha en sonra gibi kadar ancak ise değil olduğu her ne o var "
    "yeni iki göre diye ama tarafından etti oldu",
    "id": "yang dan di untuk dengan pada dari ini itu dalam tidak akan oleh adalah juga telah ke sebagai ada bahwa "
    "mereka kata dia tersebut karena atau menjadi sudah lebih saat",
    "vi": "và của là có được trong cho không với các một những người này đã để khi từ đến về cũng tại ra sẽ như "
    "nhưng vào ông theo nước năm",
    "ru": "и в не на что с по как это из у за от к о он для его но а же все так был было до или если также она они "
    "быть при после года году которые сказал",
    "uk": "і в на не що з до та за від у про як це для його але є із після щоб або також він був було які який під "
    "час року й ми вони вже",
    "bg": "и в на да се от за не е с по че това са като но до при към той си са ще има или след бе през които който",
    "sr": "и је у да се на за од су са не који као то а ће о из или након али што био i je u da se na za od su sa "
    "ne koji kao to a će o iz ili nakon ali što bio",
    "ar": "في من على إلى أن عن التي الذي مع هذا هذه ما لا كان بعد قال كما بين أو وقال إن قد ولا وفي ذلك حيث خلال قبل",
    "fa": "در از به که را با این است برای آن یک های خود تا بر شد هم اما او بود شده می کرد گفت نیز یا پس وی",
    "ur": "کے کی میں ہے کا کو سے نے اور کہ پر اس ہیں یہ بھی تھا ایک ان نہیں کہا کر تھے گیا ہو",
    "hi": "के की में है का को से ने और कि पर इस हैं यह भी था एक उन नहीं कहा कर थे गया हो लिए",
}
#: Scripts that speak for one language by themselves.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
)
#: Code for a text that is surely not English, in a language that cannot be told (ISO 639-2).
UNDETERMINED = "und"
#: Letters of alphabets other than Latin.
_NOT_LATIN = re.compile(
    "[\u0370-\u1cff\u2c80-\ua71f\ua800-\uaaff\uabc0-\ufaff\ufb13-\ufeff"
    "\U00010000-\U0001cfff\U0001e000-\U0001f000\U00020000-\U0003ffff]"
)
#: Characters looked at, in pieces from all over the text.
_SAMPLE_CHARS = 12_000
_PIECES = 4
#: Words a text must have before its language is told.
_FEWEST_WORDS = 8
#: Share of function words below which no language is told, and how far English must lead or trail.
_LEAST_RATIO, _LEAD = 0.12, 1.15
#: Share of the letters that a script must have to decide; Japanese mixes kana with other signs.
_SCRIPT_RATIO, _KANA_RATIO = 0.5, 0.1
_WORD = re.compile(r"[^\W\d_]+(?:[\u0900-\u0903\u093a-\u094f][^\W\d_]*)*")


def _by_word() -> dict[str, tuple[str, ...]]:
    languages: dict[str, tuple[str, ...]] = {}
    for language, words in _WORDS.items():
        for word in dict.fromkeys(words.split()):
            languages[word] = (*languages.get(word, ()), language)
    return languages


_LANGUAGES_OF_WORD = _by_word()


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language; None where it cannot be told.

    Looks at up to 12,000 characters and takes under 10 milliseconds. Very short texts have no language. A text in an
    alphabet that is not Latin is "und" where the language cannot be told: English it is not.

    >>> detect_language("The ministers said that they would meet again in the spring.")
    'en'
    """
    sample = _sample(text)
    words = _WORD.findall(sample.lower())
    script = _by_script("".join(words))
    if script is not None:
        return script
    unknown = UNDETERMINED if _is_foreign("".join(words)) else None
    if len(words) < _FEWEST_WORDS:
        return unknown
    scores = dict.fromkeys(_WORDS, 0)
    for word in words:
        for language in _LANGUAGES_OF_WORD.get(word, ()):
            scores[language] += 1
    second, first = sorted(scores, key=lambda language: scores[language])[-2:]
    lead = _LEAD if "en" in (first, second) else 1.0
    if scores[first] < _LEAST_RATIO * len(words) or scores[first] <= lead * scores[second]:
        return unknown
    return first


def _is_foreign(letters: str) -> bool:
    """Tell whether most letters belong to an alphabet that English is not written in."""
    return len(_NOT_LATIN.findall(letters)) > _SCRIPT_RATIO * len(letters)


def _sample(text: str) -> str:
    """Return the text, or pieces of it from beginning to end."""
    if len(text) <= _SAMPLE_CHARS:
        return text
    length = _SAMPLE_CHARS // _PIECES
    step = (len(text) - length) // (_PIECES - 1)
    return "\n".join(text[number * step : number * step + length] for number in range(_PIECES))


def _by_script(letters: str) -> str | None:
    if letters.isascii():
        return None
    for language, script in _SCRIPTS:
        count = len(script.findall(letters))
        if count > (_KANA_RATIO if language == "ja" else _SCRIPT_RATIO) * len(letters):
            return language
    return None
