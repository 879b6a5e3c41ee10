"""Random small processes: blocks within blocks, so that each can be completed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from tests.integration.spiff.kit import bpmn, flow, flows

BLOCKS = ("task", "pass", "xor", "and", "or", "loop", "sub", "each", "timed")


@dataclass
class Drawing:
    """Elements and flows so far; a block joins on at `last`."""

    parts: list[str] = field(default_factory=list)
    last: str = "start"
    count: int = 0

    def new(self, kind: str) -> str:
        self.count += 1
        return f"{kind}{self.count}"

    def step(self, name: str, xml: str) -> None:
        self.parts += [xml, flows(f"{self.last} {name}")]
        self.last = name

    def block(self, tree: tuple) -> None:
        kind, inner = tree
        getattr(self, f"_{kind}")(inner)

    def blocks(self, trees: list[tuple]) -> None:
        for tree in trees:
            self.block(tree)

    def _task(self, _: list) -> None:
        name = self.new("t")
        self.step(name, f'<userTask id="{name}"/>')

    def _pass(self, _: list) -> None:
        name = self.new("p")
        self.step(name, f'<task id="{name}"/>')

    def _ways(self, tag: str, inner: list, condition: str | None) -> None:
        split, join = self.new("g"), self.new("g")
        default = f' default="{split}-{join}"' if condition else ""
        self.step(split, f'<{tag} id="{split}"{default}/>')
        self.parts.append(f'<{tag} id="{join}"/>')
        for number, tree in enumerate(inner[:3]):
            first = self.new("p")
            self.parts.append(f'<task id="{first}"/>')
            way = flow(split, first, condition.format(number)) if condition else None
            self.parts.append(way or flows(f"{split} {first}"))
            self.last = first
            self.block(tree)
            self.parts.append(flows(f"{self.last} {join}"))
        self.parts.append(flows(f"{split} {join}"))
        self.last = join

    def _xor(self, inner: list) -> None:
        self._ways("exclusiveGateway", inner, "modulo(n, 3) = {}")

    def _and(self, inner: list) -> None:
        self._ways("parallelGateway", inner, None)

    def _or(self, inner: list) -> None:
        self._ways("inclusiveGateway", inner, "modulo(n, 4) &gt; {}")

    def _loop(self, inner: list) -> None:
        merge, again = self.new("g"), self.new("g")
        self.step(merge, f'<exclusiveGateway id="{merge}"/>')
        self._task([])
        self.blocks(inner[:2])
        after = self.new("p")
        self.step(again, f'<exclusiveGateway id="{again}" default="{again}-{after}"/>')
        self.parts.append(flow(again, merge, "modulo(n, 3) = 1"))
        self.step(after, f'<task id="{after}"/>')

    def _scope(self, inner: list, more: str) -> str:
        name, start, end = self.new("s"), self.new("b"), self.new("e")
        inside = replace(self, parts=[], last=start)
        inside.parts.append(f'<startEvent id="{start}"/>')
        inside.blocks(inner[:2])
        inside.step(end, f'<endEvent id="{end}"/>')
        self.count = inside.count
        self.step(name, f'<subProcess id="{name}">{more}{"".join(inside.parts)}</subProcess>')
        return name

    def _sub(self, inner: list) -> None:
        self._scope(inner, "")

    def _each(self, inner: list) -> None:
        loop = "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>"
        self._scope(inner, loop + "</multiInstanceLoopCharacteristics>")

    def _timed(self, inner: list) -> None:
        name = self._scope([*inner[:1], ("task", [])], "")
        timer, late, end = self.new("w"), self.new("t"), self.new("e")
        self.parts.append(
            f'<boundaryEvent id="{timer}" attachedToRef="{name}" cancelActivity="false">'
            "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
            f'</boundaryEvent><userTask id="{late}"/><endEvent id="{end}"/>'
            + flows(f"{timer} {late} {end}")
        )


def trees(leaves: tuple[str, ...], blocks: tuple[str, ...]) -> st.SearchStrategy[tuple]:
    """Blocks within blocks: each a kind and what is inside."""
    leaf = st.sampled_from([(kind, []) for kind in leaves])
    return st.recursive(
        leaf,
        lambda inner: st.tuples(st.sampled_from(blocks), st.lists(inner, min_size=1, max_size=3)),
        max_leaves=8,
    )


def processes() -> st.SearchStrategy[bytes]:
    """Processes of one to four blocks."""

    def draw(blocks: list[tuple]) -> bytes:
        drawing = Drawing()
        drawing.blocks(blocks)
        drawing.step("fin", '<endEvent id="fin"/>')
        return bpmn('<startEvent id="start"/>' + "".join(drawing.parts))

    return st.lists(trees(("task", "pass"), BLOCKS), min_size=1, max_size=4).map(draw)
