"""Days that are written as words: "den fjortonde september", "the twenty-first of May"."""

from __future__ import annotations

from scheduler.years.recognise.text.lexicon import NOTHING
from scheduler.years.recognise.text.tokens import END, NUMBER, Token
from scheduler.years.recognise.text.words import Role

# The days of a month in order, in Swedish, English, Finnish, Norwegian, Danish and German.
DAYS = """
första first ensimmäinen første erste ersten
andra second toinen annen anden zweite zweiten
tredje third kolmas dritte dritten
fjärde fourth neljäs fjerde vierte vierten
femte fifth viides fünfte fünften
sjätte sixth kuudes sjette sechste sechsten
sjunde seventh seitsemäs sjuende syvende siebte siebten
åttonde eighth kahdeksas åttende ottende achte achten
nionde ninth yhdeksäs niende neunte neunten
tionde tenth kymmenes tiende zehnte zehnten
elfte eleventh yhdestoista ellevte ellevende elften
tolfte twelfth kahdestoista tolvte zwölfte zwölften
trettonde thirteenth kolmastoista trettende dreizehnte dreizehnten
fjortonde fourteenth neljästoista fjortende vierzehnte vierzehnten
femtonde fifteenth viidestoista femtende fünfzehnte fünfzehnten
sextonde sixteenth kuudestoista sekstende sechzehnte sechzehnten
sjuttonde seventeenth seitsemästoista syttende siebzehnte siebzehnten
artonde eighteenth kahdeksastoista attende achtzehnte achtzehnten
nittonde nineteenth yhdeksästoista nittende neunzehnte neunzehnten
tjugonde twentieth kahdeskymmenes tjuende tyvende zwanzigste zwanzigsten
tjugoförsta twentyfirst kahdeskymmenesensimmäinen tjueførste enogtyvende einundzwanzigste einundzwanzigsten
tjugoandra twentysecond kahdeskymmenestoinen tjueandre toogtyvende zweiundzwanzigste zweiundzwanzigsten
tjugotredje twentythird kahdeskymmeneskolmas tjuetredje treogtyvende dreiundzwanzigste dreiundzwanzigsten
tjugofjärde twentyfourth kahdeskymmenesneljäs tjuefjerde fireogtyvende vierundzwanzigste vierundzwanzigsten
tjugofemte twentyfifth kahdeskymmenesviides tjuefemte femogtyvende fünfundzwanzigste fünfundzwanzigsten
tjugosjätte twentysixth kahdeskymmeneskuudes tjuesjette seksogtyvende sechsundzwanzigste sechsundzwanzigsten
tjugosjunde twentyseventh kahdeskymmenesseitsemäs tjuesjuende syvogtyvende siebenundzwanzigste siebenundzwanzigsten
tjugoåttonde twentyeighth kahdeskymmeneskahdeksas tjueåttende otteogtyvende achtundzwanzigste achtundzwanzigsten
tjugonionde twentyninth kahdeskymmenesyhdeksäs tjueniende niogtyvende neunundzwanzigste neunundzwanzigsten
trettionde thirtieth kolmaskymmenes trettiende tredivte dreißigste dreißigsten
trettioförsta thirtyfirst kolmaskymmenesensimmäinen trettiførste enogtredivte einunddreißigste einunddreißigsten
"""
NUMBERS = {
    word: number for number, words in enumerate(DAYS.split("\n")[1:], 1) for word in words.split()
}
MEETING = Role.MEETING.value
TENS = frozenset(("twenty", "thirty"))
WORDS = TENS | NUMBERS.keys()
BETWEEN = frozenset(("of", "day", "i"))
LEADS = frozenset(("den", "the", "am", "vom", "dem"))
FIRST, MAY = frozenset(("första", "første")), 5
LONGEST = 4


def read(tokens: list[Token]) -> None:
    """Makes a number of such a word before the name of a month."""
    for i in range(len(tokens) - 2, -1, -1):
        word, last = tokens[i].low, i + 1
        if any(t.low in TENS for t in tokens[max(0, i - 2) : i]):
            continue  # "twenty-first" is one
        if word in TENS:
            last += tokens[last].low == "-" and last + 1 < len(tokens)
            word, last = word + tokens[last].low, last + 1
        number = NUMBERS.get(word)
        if (
            number
            and _is_before_month(tokens[last : last + LONGEST])
            and not _is_may_day(tokens, i)
        ):
            written = "".join(" " * t.gap * (n > 0) + t.text for n, t in enumerate(tokens[i:last]))
            day = Token(
                (NUMBER, written, str(number), number, NOTHING, None),
                tokens[i].start,
                tokens[i].gap,
            )
            day.struck = tokens[i].struck
            tokens[i:last] = [day]


def _is_may_day(tokens: list[Token], i: int) -> bool:
    """ "Första maj" is a holiday, "den första maj" a day."""
    led = i > 0 and (tokens[i - 1].low in LEADS or tokens[i - 1].sense.weekday is not None)
    return not led and tokens[i].low in FIRST and tokens[i + 1].sense.month == MAY


def _is_before_month(behind: list[Token]) -> bool:
    """A month follows, but not that of a meeting: "the first March meeting"."""
    at = next((n for n, t in enumerate(behind) if t.low not in BETWEEN), len(behind))
    month, following = (*behind[at : at + 2], END, END)[:2]
    return month.sense.month > 0 and not following.sense.roles & MEETING
