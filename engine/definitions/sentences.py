"""English for every code a `Problem` may carry; other languages are made from these by the web."""

from __future__ import annotations

from typing import Final

_FILES: Final = {
    "empty": "The file is empty.",
    "too-large": "The file is larger than {limit} bytes.",
    "encoding": "The file cannot be read as text ({detail}); write it in UTF-8.",
    "dtd": "The file has a document type declaration; entities are not allowed.",
    "not-xml": "The file is not well-formed XML: {detail}",
    "too-deep": "The file is nested too deeply.",
    "not-bpmn": "The file is not a BPMN diagram (its root is {detail}).",
    "not-json": "The file is not JSON: {detail}",
}

_FORMS: Final = {
    "form-shape": "This is not a form-js form: {detail}",
    "form-id-missing": "The form has no id.",
    "form-platform": "The form was made for {platform}; forms of Camunda Platform are expected.",
    "form-version": "The form's schema version {version} is newer than {known}.",
    "field-type": "A component of type {type} cannot be used.",
    "field-key": "The field has no key.",
    "field-key-bad": 'The key "{key}" is not a name.',
    "field-twice": 'The key "{key}" is used twice.',
    "field-id-twice": "The id is used twice.",
    "field-options": "The field offers nothing to choose from.",
    "field-option": "An option has no value.",
    "field-number": '"{property}" is not a number: {value}',
    "field-value": '"{property}" cannot be {value}.',
    "field-pattern": 'The pattern "{pattern}" cannot be used: {detail}',
    "field-expression": '"{property}" is not a FEEL expression: {detail}',
    "form-data-type": 'The field "{field}" has the type "{type}", which cannot be shown.',
    "form-data-constraint": 'The constraint "{constraint}" of the field "{field}" is not checked.',
    "form-data-place": 'The field "{field}" is a {type}: "{constraint}" means nothing there.',
    "form-data-config": 'The constraint "{constraint}" of the field "{field}" cannot be "{value}".',
    "form-data-default": 'The default of the field "{field}" is no {type}: {value}',
    "form-data-extension": "A {extension} in a generated form is not executed.",
    "form-data-business-key": 'The form has no field "{field}" that could be the business key.',
    "form-size": "The form has more than {limit} components or is nested too deeply.",
}

_ELEMENTS: Final = {
    "not-executable": "No process of the file is executable.",
    "executable-unsaid": "The process does not say whether it is executable; it is executed.",
    "id-missing": "The {type} has no id.",
    "id-twice": 'The id "{id}" is used twice.',
    "element-type": "A {type} cannot be executed.",
    "quantity": "{attribute} {value} cannot be executed.",
    "instantiate": "A task that begins a case by itself (instantiate) cannot be executed.",
    "standard-loop": "The loop has neither a condition nor a maximum: it would never end.",
    "loop-here-alone": "The loop is executed here; Camunda 7 passes it by and does this once.",
    "loop-maximum": 'The maximum of a loop cannot be "{value}".',
    "loop-behavior": "Multi-instance behavior {value} cannot be executed.",
    "loop-without-number": "The multi-instance has neither a collection nor a number.",
    "java": "camunda:{attribute} cannot be executed; use an external task with a topic.",
    "hint": "{attribute} has no effect here.",
    "attribute": "camunda:{attribute} of a {type} has no effect.",
    "form-key": 'The form "{key}" belongs to another program; use a form (camunda:formRef).',
    "form-key-app": 'The form "{key}" belongs to another application; deploy it with the diagram.',
    "form-key-embedded": 'The HTML form "{key}" cannot be shown; use a form (camunda:formRef).',
    "attribute-elsewhere": "camunda:{attribute} cannot be executed.",
    "listener": "A listener ({extension}) cannot be executed.",
    "connector": "A connector cannot be executed; use an external task with a topic.",
    "zeebe": "{extension} belongs to Camunda 8; make the diagram for Camunda 7.",
    "zeebe-hint": "{extension} belongs to Camunda 8 and has no effect here.",
    "extension": "camunda:{extension} of a {type} is not executed.",
    "extension-foreign": "{extension} ({namespace}) has no effect here.",
    "mapping-nested": 'The parameter "{parameter}" is a {nested}, which cannot be executed.',
    "mapping-name": "A parameter has no name.",
    "property-unknown": 'The extension property "{property}" is unknown.',
    "property-place": 'The extension property "{property}" means nothing on a {type}.',
    "property-value": 'The extension property "{property}" cannot be "{value}".',
    "time-limit-unknown": 'The table of time limits has no row for "{checkpoint}".',
    "property-empty": 'The extension property "{property}" has no value.',
    "work-unnamed": "It does not say what work it is; type external and a topic are needed.",
    "topic-unknown": 'Nobody works on the topic "{topic}".',
    "script-language": "A script in {language} cannot be executed; only FEEL can.",
    "script-incomplete": "The FEEL script has no text.",
    "script-unused": "The script's result is not kept; name a result variable.",
    "message-unsent": "The message is only drawn: a topic is needed for it to be sent.",
    "performer": "Who may do this is computed; write it as an attribute (camunda:assignee, …).",
}

_FLOWS: Final = {
    "flow-loose": "The flow does not join two elements.",
    "flow-border": "The flow crosses the border of a sub-process.",
    "flow-into": "The flow enters a {type}, which nothing can enter.",
    "flow-out-of": "The flow leaves an {type}, which nothing can leave.",
    "flow-undecided": "The flow needs a condition, or to be the default flow.",
    "gateway-undecided": "The gateway has several ways out and no condition on any.",
    "flow-always": "The flow has no condition: it is always taken.",
    "flow-otherwise": "The flow has no condition: it is taken when no other is.",
    "gateway-default": "The gateway has no default flow; without a match the case stops there.",
    "default-elsewhere": 'The default flow "{flow}" does not leave this element.',
    "condition-unasked": "A {gateway} does not ask the condition of its flow.",
    "start-none": "There is no start event.",
    "start-name": "A process cannot begin by a {event} whose name is computed.",
    "start-taken": 'The process "{process}" begins by the message "{message}" too.',
    "start-timer": "The time of the start event cannot be computed: {detail}",
    "start-missing": "There is no start event without an event.",
    "start-twice": "There is more than one start event without an event.",
    "start-of-event-sub-process": "An event sub-process needs one start event, of an event.",
    "unreached": "No flow leads here.",
    "leads-nowhere": "No flow leads on from here.",
    "boundary-loose": "The boundary event does not hang on an activity of its scope.",
    "lane-of-nothing": 'The lane holds "{id}", which does not exist.',
}

_EVENTS: Final = {
    "events-several": "Several events in one cannot be executed.",
    "event-missing": "The event does not say what it waits for.",
    "event-reference": 'The event refers to "{id}", which is no event definition.',
    "event-kind": "A {type} cannot be of the kind {event}.",
    "event-name": "It does not say which {event} is meant.",
    "error-interrupts": "An error always interrupts, whatever is drawn.",
    "receive-unnamed": "No message is named: the task waits for one with its own id as the name.",
    "event-name-long": "The name of the {event} is longer than {limit} characters.",
    "event-code": "The {event} has no code: caught, it stands for every {event}.",
    "timer-missing": "The timer has no time.",
    "timer": '"{text}" is not a {kind} in ISO 8601.',
}

_TEXTS: Final = {
    "juel": "{of} is written in JUEL and has no counterpart in FEEL: {reason}",
    "not-computed": "{of} cannot be computed, here it must be written as it is: {text}",
    "feel": "{of} is not FEEL: expected {expected}, but found {found}: {text}",
    "feel-limit": "{of} is too large: {detail}",
    "mapping-text": "{of} is taken as this very text: {text}. An expression begins with =.",
    "mapping-open": (
        "{of} is this very text, unless the case has a variable it names then ({names}): {text}."
        " Write = before it to mean the variable, = and quotation marks to mean the text."
    ),
    "mapping-computed": (
        "{of} is computed: {text}. Camunda 7 takes the text itself; a = before it makes it clear."
    ),
    "language": "{of} is written in {language}; only FEEL can be executed.",
    "text-empty": "{of} is empty.",
    "checkpoint-unknown": 'No element of this file has the time limit "{checkpoint}".',
}

_REFERENCES: Final = {
    "form-several": "It has more than one form (formRef, formKey, formData).",
    "form-not-beside": 'The form "{form}" is not deployed together with the diagram.',
    "form-file-not-beside": 'The file "{file}" is not deployed together with the diagram.',
    "form-version-number": '"{value}" is no number of a form\'s version.',
    "decision-not-beside": 'The decision "{decision}" is not deployed together with the diagram.',
    "form-unknown": 'There is no form "{form}".',
    "decision-unknown": 'There is no decision "{decision}".',
    "decision-result": '"{value}" is no way to map a decision\'s result.',
    "decision-unused": "The decision's result is not kept; name a result variable.",
    "called-missing": "It does not say which process it calls.",
    "called-unknown": 'There is no process "{process}".',
    "binding": "{attribute} {value} is not supported.",
    "binding-version": "{attribute} is needed for this binding.",
    "nobody": "Nobody is named who could do this task: no assignee, users or groups.",
    "history-ttl": "The process has no time to live for its history.",
}

_BUNDLES: Final = {
    "bundle-empty": "There is no file to deploy.",
    "bundle-files": "There are more than {limit} files.",
    "bundle-size": "The files are larger than {limit} bytes together.",
    "file-name": "{shown} is no name for a file here.",
    "file-kind": "The file is neither a diagram (.bpmn), a decision (.dmn) nor a form (.form).",
    "key-twice": 'The {kind} "{key}" is defined in {other} too.',
    "cannot-run": "The element {reason}.",
    "not-dmn": "The file is not a DMN model: {detail}",
    "import-missing": "The model imports {detail}, which is not there.",
    "import-cycle": "The model imports itself: {detail}",
    "decision": "The decision cannot be executed ({reason} at {part}): {detail}",
    "decision-none": "The file holds no decision.",
}

_TABLES: Final = {
    "table-gap": "The table has no rule for {cells}.",
    "table-overlap": "Rules {rules} can apply at once, the hit policy is UNIQUE: {cells}.",
    "table-unreachable": "Rule {rules} can never apply: {cells}.",
    "table-not-allowed": "In rule {rules} a value is not among the allowed ones: {cells}.",
    "table-wrong-type": "In rule {rules} a cell is not of its column's type: {cells}.",
    "table-wrong-output": "In rule {rules} the output is not of its column's type: {cells}.",
    "table-not-checked": "The table is too large or too tangled to look for gaps and overlaps.",
    "table-words-differ": "Rules {rules} have different words for a value, the first one counts: "
    "{cells}.",
    "table-words-of-none": "In rule {rules} a cell has words but is not about one text, so that "
    "they are never shown: {cells}.",
}

SENTENCES: Final = {
    **_TABLES,
    **_BUNDLES,
    **_FILES,
    **_FORMS,
    **_ELEMENTS,
    **_FLOWS,
    **_EVENTS,
    **_TEXTS,
    **_REFERENCES,
}
