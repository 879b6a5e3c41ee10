"""Where people work: the inbox with its views, and the page of one task.

`views` and `tasks` hold the routes; `lines` and `task_page` turn views into what templates show.
"""
