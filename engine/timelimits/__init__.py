"""Time limits: what a limit is, what happened to its clock, and what the clock shows.

Pure: events and a calendar go in, due dates and verdicts come out; nothing here is stored.

The arithmetic, one reading of the rules, so that every due date can be checked by hand:

- The effective day of an event is its date at the station, or the next working day when it comes
  after the cut-off hour (none is set at first: 24:00).
- Working days and days: a day is charged if the clock was running when it began, all events with
  an earlier effective day applied. So the day of a start and of a resume is not charged, that of a
  pause is. Due is the end of the charged day on which their count reaches the limit.
- Hours and minutes are the time it ran, around the clock; a pause moves the due moment by its
  length. Months: the same day number, or the month's last day, moved by the days of the pauses.
- Stopped by the due moment is met, later is breached; running past it is overdue. A paused clock
  has no due moment, only the one it would have if it went on now.
- A limit that is a mean judges no single case.
"""
