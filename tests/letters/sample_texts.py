"""A sample of what an area supplies for letters in Welsh: invented, and marked as such.

None of it is Welsh that anybody approved.  It says where each word came from.
"""

SAMPLE = '''
[[letters.languages]]
language = "cy"
called = ["Welsh", "Cymraeg"]
weekdays = ["Llun", "Mawrth", "Mercher", "Iau", "Gwener", "Sadwrn", "Sul"]
months = [
  "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
  "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
]
day = "{weekday} {day} {month} {year}"
greeting = "Annwyl {name}"
close = "SAMPL cloi"
our_reference = "SAMPL cyfeirnod"
telephone = "SAMPL ffôn"
page = "SAMPL tudalen {1} o {2}"
of_several = "SAMPL {1} o {2}"
in_this_order = "SAMPL yn y drefn hon: {1}"
another_format = "SAMPL fformat arall"
formats = "SAMPL print bras, hawdd ei ddeall."

[[letters.languages.phrases]]
english = "Deciding whether there will be a review"
says = "SAMPL penderfynu a fydd adolygiad"

[[letters.texts]]
name = "delay"
language = "cy"
text = """
# SAMPL: mae angen mwy o amser

- **SAMPL beth:** {{ delay.step }}
- **SAMPL dyddiad newydd:** {{ delay.now_due }}

## SAMPL pam

> {{ delay.reasons }}

{% include "_contact.md.jinja" %}
"""

[[letters.texts]]
name = "_contact"
language = "cy"
text = """
{% if own.at_the_end %}
> {{ own.at_the_end }}

{% endif %}
## SAMPL cwestiwn

{{ contact.name }}, {{ contact.phone }}, {{ case.reference }}
"""

[[letters.texts]]
name = "delay"
language = "cy"
format = "easy-read"
text = """
# SAMPL hawdd: mwy o amser

{{ delay.step }}

> {{ delay.reasons }}
"""

[[letters.texts]]
name = "challenge-received"
language = "cy"
text = """
# SAMPL: her

{{ challenged.what }}
"""

[[sources]]
about = "letters"
origin = "own choice"
reference = "A sample for tests"
'''
