"""The training is as short, typed and documented as the rest of the repository."""

from __future__ import annotations

import ast
import unittest
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILE_LINES_MAX, FUNCTION_LINES_MAX, COLUMNS_MAX = 300, 60, 120


class TidyTests(unittest.TestCase):
    """Each failure names file, line and limit."""

    def files(self) -> list[Path]:
        """Every Python file of the package and its tests."""
        found = sorted((ROOT / "quantum_training").glob("*.py")) + sorted((ROOT / "tests").glob("*.py"))
        self.assertGreater(len(found), 20)
        return found

    def functions(self, path: Path):
        """Functions and classes of a file."""
        tree = ast.parse(path.read_text(encoding="utf-8"))
        return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]

    def test_files_and_lines_are_short(self) -> None:
        for path in self.files():
            lines = path.read_text(encoding="utf-8").splitlines()
            self.assertLessEqual(len(lines), FILE_LINES_MAX, path.name)
            for number, line in enumerate(lines, 1):
                self.assertLessEqual(len(line), COLUMNS_MAX, f"{path.name}:{number}")

    def test_functions_are_short(self) -> None:
        for path in self.files():
            for node in self.functions(path):
                if isinstance(node, ast.FunctionDef):
                    self.assertLessEqual(
                        node.end_lineno - node.lineno + 1, FUNCTION_LINES_MAX, f"{path.name}:{node.lineno}")

    def test_what_is_public_is_documented(self) -> None:
        for path in self.files():
            self.assertIsNotNone(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path.name)
            for node in self.functions(path):
                is_test = node.name.startswith(("test_", "setUp"))
                if not node.name.startswith("_") and not is_test and self.is_outer(path, node):
                    self.assertIsNotNone(ast.get_docstring(node), f"{path.name}:{node.lineno} {node.name}")

    def test_functions_of_the_package_are_typed(self) -> None:
        for path in sorted((ROOT / "quantum_training").glob("*.py")):
            for node in self.functions(path):
                if not isinstance(node, ast.FunctionDef):
                    continue
                untyped = [a.arg for a in node.args.args + node.args.kwonlyargs
                           if a.annotation is None and a.arg not in ("self", "cls")]
                self.assertEqual([], untyped, f"{path.name}:{node.lineno} {node.name}")
                self.assertIsNotNone(node.returns, f"{path.name}:{node.lineno} {node.name}")

    def is_outer(self, path: Path, node: ast.AST) -> bool:
        """Whether a definition stands in a module or a class, not in a function."""
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inner = {id_of(child) for outer in ast.walk(tree) if isinstance(outer, ast.FunctionDef)
                 for child in ast.walk(outer) if child is not outer and isinstance(child, ast.FunctionDef)}
        return id_of(node) not in inner


def id_of(node: ast.AST) -> tuple[int, int]:
    """Where a node stands."""
    return node.lineno, node.col_offset
