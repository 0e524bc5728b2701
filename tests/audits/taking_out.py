"""How one check is taken out of the code: found by what it says, in the function in which it stands."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

TABLE = "tests/whole/test_matrix.py::test_each_address_is_there_for_whom_it_was_promised_to"
GONE = "a where-clause that is gone"


@dataclass(frozen=True)
class Mutant:
    """One check as it stands in the code, and what is put in its place."""

    file: str
    function: str
    check: str
    instead: str
    tests: tuple[str, ...] = field(hash=False)

    @property
    def name(self) -> str:
        """Where it is, for people."""
        return f"{self.file}: {self.function} without {self.check}"


class CheckMoved(Exception):
    """The check is not written like that any more: say in the list of mutants where it stands now."""


def table(*names: str) -> tuple[str, ...]:
    """Return the tests of some people's rows in the table of access."""
    return tuple(f"{TABLE}[{name}]" for name in names)


def without(mutant: Mutant, source: str) -> str:
    """Return a module's source without one check. Raises CheckMoved."""
    module = ast.parse(source)
    functions = [
        one for one in ast.walk(module) if isinstance(one, ast.FunctionDef) and one.name == mutant.function
    ]
    taking = _Taking(mutant)
    for function in functions:
        taking.visit(function)
    if not taking.taken:
        raise CheckMoved(mutant.name)
    return ast.unparse(ast.fix_missing_locations(module))


class _Taking(ast.NodeTransformer):
    def __init__(self, mutant: Mutant) -> None:
        self.check = ast.unparse(ast.parse(mutant.check, mode="eval"))
        self.instead = mutant.instead
        self.taken = 0

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if self.instead == GONE:
            kept = [one for one in node.args if ast.unparse(one) != self.check]
            self.taken += len(node.args) - len(kept)
            node.args = kept
        return self.generic_visit(node)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.expr) and self.instead != GONE and ast.unparse(node) == self.check:
            self.taken += 1
            return ast.parse(self.instead, mode="eval").body
        return super().generic_visit(node)


def in_file(file: str, *found: tuple[str, str, str, tuple[str, ...]]) -> Sequence[Mutant]:
    """Return the checks of one file: function, check, what is put in its place, and the tests."""
    return [Mutant(file, *one) for one in found]
