"""The only door of the engine: `Engine.execute`, `Engine.query`, and a visit, which has both.

The messages, views and errors a caller needs are exported from here, all of them; the modules
beside this say which, subject by subject.
"""

from engine.api.base import *
from engine.api.cases import *
from engine.api.customers import *
from engine.api.definitions import *
from engine.api.lists import *
from engine.api.notes import *
from engine.api.notices import *
from engine.api.operating import *
from engine.api.outside import *
from engine.api.people import *
