"""The bank holidays of England and Wales, as the installed list has them.

The list comes with the program; nothing is fetched.
"""

from datetime import date

from govuk_bank_holidays.bank_holidays import BankHolidays

from asbreview.domain.working_days import Holiday, WorkingCalendar


def bundled_holidays() -> tuple[Holiday, ...]:
    """Return the bank holidays known to this release, in order."""
    listed = BankHolidays(use_cached_holidays=True)
    return tuple(
        Holiday(on=day["date"], name=_named(day["title"], day["notes"]))
        for day in listed.get_holidays(BankHolidays.ENGLAND_AND_WALES)
    )


def known_until(holidays: tuple[Holiday, ...]) -> date:
    """Return the last day the list tells of: lists are published by whole years."""
    return date(max(holiday.on for holiday in holidays).year, 12, 31)


def bundled_calendar() -> WorkingCalendar:
    """Return the working calendar known to this release."""
    holidays = bundled_holidays()
    return WorkingCalendar.of(holidays, known_until=known_until(holidays))


def _named(title: str, notes: str) -> str:
    name = title.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return f"{name} ({notes[0].lower()}{notes[1:]})" if notes else name
