"""What is told about a line that is doubted or not understood: what is wrong, and what to do."""

from __future__ import annotations


def N_(text: str) -> str:
    """Marks a string for translation where it stands; it is translated where it is shown."""
    return text


TEXTS: dict[str, str] = {
    # Not understood: nothing was read from the unclear part.
    "no_year": N_("The year is missing. Write the year in the heading or in the date."),
    "no_day": N_("The day is missing. Write the date as 14 June."),
    "week_without_day": N_("Week %(week)s alone is no date. Write the day as well."),
    "rule_not_dates": N_(
        "This is a rule, not dates. Write out each date, or use the year plan's own rules."
    ),
    "no_such_day": N_("There is no %(day)s/%(month)s in %(year)s. Check the day and the month."),
    "no_such_week": N_("The year %(year)s has no week %(week)s. Check the week or write the date."),
    "no_such_time": N_("There is no time %(time)s. Write the time as 15.30."),
    "ends_before_start": N_(
        "The meeting ends (%(end)s) before it begins (%(start)s). Check the times."
    ),
    "range_backwards": N_(
        "The last day, %(last)s, is not after the first, %(first)s. Check the dates."
    ),
    "several_dates": N_("There is more than one date to choose from. Keep the one that holds."),
    "day_or_month_first": N_(
        "%(a)s/%(b)s can be read in two ways. Write the month as a word, as in 14 June."
    ),
    "cells_lost": N_(
        "The row has %(cells)s cells but the heading has %(months)s months, so it is not clear which"
        " month each day is in. Write a dash in each empty cell."
    ),
    "cells_differ": N_(
        "The row has %(cells)s cells but the heading has %(columns)s, so it is not clear which is"
        " which. Write a dash in each empty cell."
    ),
    "cells_unsure": N_(
        "It is not clear which column each part of the row is in. Write the row with a tab or a | between its cells."
    ),
    "cell_unread": N_("“%(text)s” is not a day. Write the day as a number."),
    "head_torn": N_(
        "It is not clear which body each date is for. Write the dates of one body at a time, below its"
        " name."
    ),
    "days_without_month": N_("It is not clear which month this day is in. Write the whole date."),
    "cell_lost": N_(
        "Cells of the table are missing, so it is not clear which column this is in. Write each row of"
        " the table on one line, with a dash in each empty cell."
    ),
    "calendar_code": N_(
        "It is not clear when this event of a calendar is. Save the whole calendar as a file whose name ends in .ics,"
        " and read that file."
    ),
    # Doubted: a meeting was read, or none, but it should be looked at.
    "day_of_text": N_(
        "This day is before all the meetings and seems to be the day on which the text was signed. It was left out."
        " Add it if it is a meeting."
    ),
    "put_together": N_(
        "The table was copied with each cell on its own line. Check that the day is in the right month."
    ),
    "cells_counted": N_(
        "The empty cells of this row were told by the blanks between the others. Check that each day is in the right"
        " column."
    ),
    "columns_below": N_(
        "The columns of the table seem to have been copied below each other. Check that this is a meeting and not the"
        " last day for something."
    ),
    "weekday_differs": N_("%(date)s is not a %(weekday)s. Check the date and the weekday."),
    "month_empty": N_(
        "No day stands below month %(month)s above. Check that this day is in the right month."
    ),
    "hour_in_words": N_("The time is written in words. Write it in figures, as 15.30."),
    "every_other": N_(
        "The line is about every other meeting and does not say which. Check their times and places."
    ),
    "other_month": N_("The day is in another month than its row. Check the day."),
    "day_above": N_(
        "No day is written on this row, so it was taken to be that of the row above. Check the day."
    ),
    "week_differs": N_("%(date)s is in week %(real)s, not week %(week)s. Check the date."),
    "repeated": N_("The same meeting stands on line %(line)s already. It is kept once."),
    "mended": N_("“%(wrote)s” was read as “%(read)s”. Check that it is right."),
    "part_without_day": N_(
        "“%(part)s” was not understood as a date. Write the day if it is a meeting."
    ),
    "reserve_left_out": N_(
        "“%(part)s” is a day in reserve and was left out. Add it if it is a meeting."
    ),
    "prose_left_out": N_(
        "“%(part)s” stands in a sentence that does not seem to be about a meeting, and was left out."
        " Add it if it is one."
    ),
    "date_of_column": N_(
        "“%(part)s” stands in a column whose heading tells of no body, and was left out. Add it if it is a meeting."
    ),
    "number_left": N_("“%(number)s” was not understood. Write the whole date if it is a meeting."),
    "question_mark": N_("There is a question mark behind the date. Check that it holds."),
    "unsettled": N_(
        "The date was not settled in the draft that it comes from. Check that it holds."
    ),
    "whose_part": N_(
        "“%(part)s” stands below several bodies. Write whose it is, as in “Kommunstyrelsens arbetsutskott”."
    ),
    "whose_days": N_(
        "“%(part)s” above this line may be a body of its own. Check whose meeting it is."
    ),
    "prepares": N_(
        "This seems to be the day of something that only prepares a meeting. Check that it is a meeting of its own."
    ),
    "nobodys": N_(
        "The other meetings say whose they are, and this one does not. Check whose meeting it is."
    ),
    "out_of_order": N_(
        "The days do not follow each other here, which may be because a heading or a column was misread. Check that"
        " this is a meeting, and whose."
    ),
    "twice_a_day": N_("There are two meetings on %(date)s. Check that both are, and whose."),
    "hour_unused": N_(
        "Line %(line)s says %(hour)s, but no meeting got that time. Check whether it is this one's."
    ),
    "lone_year": N_("This is the only day in %(year)s. Check that it is a meeting, and the year."),
    "quoted_below": N_(
        "This stands in an older mail that is quoted below other dates. Check that it still holds."
    ),
    "several_times": N_("There is more than one time on the line. %(time)s was chosen."),
    "kind_unsaid": N_(
        "Different kinds of meetings have times of their own here. Check the time of this one."
    ),
    "odd_hour": N_("The meeting would be at %(hour)s, in the night. Check the time."),
    "bare_hour": N_(
        "The number after the date was read as the time %(hour)s. Check that it is right."
    ),
    "cancelled_beside_others": N_(
        "One date on the line is cancelled and another is not. Check which meetings will be held."
    ),
    "off_unsure": N_(
        "Something is said to be cancelled here, which may not be the meeting. Check whether it is held."
    ),
    "none_below": N_(
        "The line below says that there is no meeting, so this day was left out. Check that it is so."
    ),
    "cancelled_below": N_(
        "The line below says that it is cancelled. Check that it is this meeting."
    ),
    "off_elsewhere": N_(
        "Line %(line)s says that no meeting is held on this day. Check that it is so."
    ),
    "hour_unsure": N_(
        "The times stand in a column of their own, and there are not as many as days. Check the time of this meeting."
    ),
    "hour_below": N_("The time stands on a line below. Check that it is this meeting's."),
    "same_hour": N_(
        "The text says that the time is the same, but not as for which meeting. Check the time."
    ),
    "moved": N_("The meeting is said to be moved. Check the date."),
    "year_rolled": N_("The list seems to go past New Year, so the year was taken to be %(year)s."),
    "year_unsure": N_("The year is not certain. It was taken to be %(year)s."),
}
