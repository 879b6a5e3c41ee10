"""Short ways to write DMN models in these tests."""

from xml.sax.saxutils import escape, quoteattr

DMN13 = "https://www.omg.org/spec/DMN/20191111/MODEL/"
TYPES = (
    '<itemDefinition name="tTier"><typeRef>string</typeRef>'
    '<allowedValues><text>"gold","diamond"</text></allowedValues></itemDefinition>'
    '<itemDefinition name="tPerson"><itemComponent name="full name"><typeRef>string</typeRef>'
    "</itemComponent><itemComponent name='age'><typeRef>number</typeRef></itemComponent>"
    "</itemDefinition>"
    '<itemDefinition name="tTiers" isCollection="true"><typeRef>tTier</typeRef></itemDefinition>'
)


def definitions(*parts, namespace=DMN13, target="urn:test", extra=""):
    return (
        f'<definitions xmlns="{namespace}" xmlns:feel="http://www.omg.org/spec/FEEL/20140401" '
        f'id="model" name="Model" namespace="{target}" {extra}>{"".join(parts)}</definitions>'
    )


def literal(text):
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def decision(name, logic, requires="", kind=""):
    variable = f"<variable name={quoteattr(name)} {f'typeRef={quoteattr(kind)}' if kind else ''}/>"
    return (
        f"<decision id={quoteattr(name.replace(' ', '_'))} name={quoteattr(name)}>"
        f"{variable}{requires}{logic}</decision>"
    )


def input_data(name, kind=""):
    kind = f"typeRef={quoteattr(kind)}" if kind else ""
    return (
        f"<inputData id={quoteattr(name.replace(' ', '_'))} name={quoteattr(name)}>"
        f"<variable name={quoteattr(name)} {kind}/></inputData>"
    )


def knowledge(name, parameters, logic, requires=""):
    formal = "".join(f'<formalParameter name="{p}" typeRef="{t}"/>' for p, t in parameters)
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}"><variable name="{name}"/>'
        f"<encapsulatedLogic>{formal}{logic}</encapsulatedLogic>{requires}</businessKnowledgeModel>"
    )


def needs(**references):
    """needs(Input=[…ids], Decision=[…], Knowledge=[…])"""
    parts = []
    for kind, ids in references.items():
        outer = "knowledge" if kind == "Knowledge" else "information"
        parts += [
            f'<{outer}Requirement><required{kind} href="#{i}"/></{outer}Requirement>' for i in ids
        ]
    return "".join(parts)


def table(inputs, outputs, rules, policy="UNIQUE", attributes=""):
    """Inputs and outputs as `name`, `name:type` or `name:type:allowed`; rules as `a | b => c | d`.

    A default is written after the output's allowed values: `name:type:allowed:default`.
    """
    parts = [f'<decisionTable id="table" hitPolicy="{policy}" {attributes}>']
    for clause in inputs:
        name, kind, allowed, _ = _clause(clause)
        values = f"<inputValues><text>{escape(allowed)}</text></inputValues>" if allowed else ""
        parts.append(
            f"<input label={quoteattr(name)}><inputExpression {kind}><text>{escape(name)}</text>"
            f"</inputExpression>{values}</input>"
        )
    for clause in outputs:
        name, kind, allowed, default = _clause(clause)
        values = f"<outputValues><text>{escape(allowed)}</text></outputValues>" if allowed else ""
        if default:
            text = f"<text>{escape(default)}</text>"
            values += f"<defaultOutputEntry>{text}</defaultOutputEntry>"
        parts.append(f"<output name={quoteattr(name)} {kind}>{values}</output>")
    for number, rule in enumerate(rules, start=1):
        ins, outs = rule.split(" => ")
        parts.append(f'<rule id="rule-{number}">')
        parts += [
            f"<inputEntry><text>{escape(cell.strip())}</text></inputEntry>"
            for cell in ins.split(" | ")
        ]
        parts += [
            f"<outputEntry><text>{escape(cell.strip())}</text></outputEntry>"
            for cell in outs.split(" | ")
        ]
        parts.append("</rule>")
    return "".join([*parts, "</decisionTable>"])


def _clause(text):
    name, kind, allowed, default = [*text.split(":"), "", "", ""][:4]
    return name, f"typeRef={quoteattr(kind)}" if kind else "", allowed, default
