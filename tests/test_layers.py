"""The order of the folders, held by a look at every import, and what only one folder may do."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "onrecord"

# A folder imports from itself and from those before it. The package's own front (onrecord/__init__.py) may name all.
LAYERS = ("core", "config", "documents", "language", "meaning", "record", "pipeline", "views")
# Inside a layer: parts that stand in a line of their own. Parts that are not named here are free, but for cycles.
PARTS = {"meaning": ("grounds", "entities", "statements", "events", "lineage", "merging", "promises")}

NETWORK = frozenset(
    {
        "aiohttp", "asyncio.streams", "ftplib", "http.client", "http.server", "httpx", "imaplib", "poplib",
        "requests", "smtplib", "socket", "socketserver", "ssl", "telnetlib", "trafilatura.downloads",
        "urllib.request", "urllib3", "websockets", "xmlrpc"
    }
)  # fmt: skip
NETWORK_CALLS = frozenset({"fetch_url", "fetch_response", "urlopen", "urlretrieve"})
ENVIRONMENT = frozenset({"os.environ", "os.environb", "os.getenv", "os.getenvb"})
DATABASES = frozenset({"sqlalchemy", "sqlite3", "psycopg", "psycopg2", "apsw"})
VAGUE_NAMES = frozenset({"utils", "util", "helpers", "common", "misc", "manager", "handlers"})
DATA_SUFFIXES = frozenset({".tsv", ".csv", ".toml", ".txt", ".json", ".jsonl", ".yaml", ".yml"})
DEMO_REPORTS = SOURCE / "views" / "demo" / "reports"

MOST_LINES_OF_A_MODULE = 399
MOST_LINES_OF_A_FUNCTION = 49
MOST_PARAMETERS = 7


@dataclass(frozen=True)
class Module:
    """One module of the source: its path, its dotted name under ``onrecord`` and its syntax tree."""

    path: Path
    name: str
    text: str
    tree: ast.Module

    @property
    def layer(self) -> str:
        """The first part of the name: ``language`` for ``language.times.rules``, empty at the package's front."""
        return self.name.partition(".")[0]

    def at(self, node: ast.AST) -> str:
        """Where ``node`` stands, for a message."""
        return f"{self.path.relative_to(SOURCE.parent)}:{getattr(node, 'lineno', 1)}"


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the source, in the order of their paths."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        parts = list(path.relative_to(SOURCE).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        text = path.read_text("utf-8")
        found.append(Module(path, ".".join(parts), text, ast.parse(text)))
    return tuple(found)


def imported(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield every dotted name that ``module`` imports, wherever in it, relative ones made absolute.

    ``from a.b import c`` gives ``a.b.c``: whether ``c`` is a module is for the caller to find out.
    """
    package = ["onrecord", *module.name.split(".")] if module.name else ["onrecord"]
    if module.path.name != "__init__.py":
        package.pop()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            whole = ".".join([*base, *(node.module.split(".") if node.module else [])])
            yield from ((node, f"{whole}.{alias.name}") for alias in node.names)


def own_imports(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield the names under ``onrecord`` of the modules of ours that ``module`` imports."""
    names = {m.name for m in modules()}
    for node, name in imported(module):
        top, _, rest = name.partition(".")
        if top != "onrecord":
            continue
        if rest in names:
            yield node, rest
        else:
            yield node, rest.rpartition(".")[0]


def function_nodes(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of ``module``."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def within(name: str, roots: frozenset[str]) -> bool:
    """Say whether the dotted ``name`` is one of ``roots`` or lies inside one."""
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def rank(order: tuple[str, ...], name: str) -> int | None:
    """The place of ``name`` in ``order``, None where it has none."""
    return order.index(name) if name in order else None


def test_every_folder_has_a_place_in_the_order() -> None:
    strangers = {m.layer for m in modules()} - {*LAYERS, "", "__main__", "plugins"}
    assert not strangers, f"name their place in LAYERS: {sorted(strangers)}"


def test_a_folder_imports_only_from_those_before_it() -> None:
    offenders = []
    for module in modules():
        if module.layer in ("", "__main__"):
            continue
        mine = LAYERS.index(module.layer)
        for node, name in own_imports(module):
            theirs = rank(LAYERS, name.partition(".")[0])
            if theirs is None or theirs > mine:
                offenders.append(f"{module.at(node)}: {module.layer} imports onrecord.{name}")
    assert not offenders, "\n".join(offenders)


@pytest.mark.parametrize("layer", sorted(PARTS))
def test_the_parts_of_a_layer_stand_in_a_line(layer: str) -> None:
    offenders = []
    for module in modules():
        parts = module.name.split(".")
        mine = rank(PARTS[layer], parts[1]) if module.layer == layer and len(parts) > 1 else None
        if mine is None:
            continue
        for node, name in own_imports(module):
            other = name.split(".")
            theirs = rank(PARTS[layer], other[1]) if other[0] == layer and len(other) > 1 else None
            if theirs is not None and theirs > mine:
                offenders.append(f"{module.at(node)}: {parts[1]} imports onrecord.{name}")
    assert not offenders, "\n".join(offenders)


def test_no_two_modules_import_each_other() -> None:
    graph: dict[str, set[str]] = {m.name: set() for m in modules()}
    for module in modules():
        graph[module.name].update(name for _, name in own_imports(module) if name != module.name)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a ring of modules: {' <- '.join(error.args[1])}")


def test_no_two_packages_of_a_layer_import_each_other() -> None:
    graph: dict[str, set[str]] = {}
    for module in modules():
        mine = ".".join(module.name.split(".")[:2])
        for _, name in own_imports(module):
            theirs = ".".join(name.split(".")[:2])
            nested = mine.startswith(theirs) or theirs.startswith(mine)
            if not nested and mine and theirs:
                graph.setdefault(mine, set()).add(theirs)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a ring of packages: {' <- '.join(error.args[1])}")


def test_only_config_reads_the_environment() -> None:
    offenders = []
    for module in modules():
        if module.layer == "config":
            continue
        offenders += [
            module.at(n) for n, name in imported(module) if name in ("os.environ", "os.getenv", "os.environb")
        ]
        offenders += [
            module.at(node)
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Attribute) and ast.unparse(node) in ENVIRONMENT
        ]
    assert not offenders, "\n".join(offenders)


def test_only_capture_opens_a_socket() -> None:
    offenders = []
    for module in modules():
        # The web page listens, on this machine; it asks no other.
        if module.name.startswith(("documents.capture", "views.web")):
            continue
        offenders += [f"{module.at(n)}: {name}" for n, name in imported(module) if within(name, NETWORK)]
        offenders += [
            f"{module.at(n)}: {name}" for n, name in imported(module) if name.rpartition(".")[2] in NETWORK_CALLS
        ]
    assert not offenders, "\n".join(offenders)


def test_only_record_knows_sql() -> None:
    offenders = [
        f"{module.at(node)}: {name}"
        for module in modules()
        if module.layer != "record"
        for node, name in imported(module)
        if within(name, DATABASES)
    ]
    assert not offenders, "\n".join(offenders)


def test_nothing_prints() -> None:
    offenders = [
        module.at(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "pprint")
    ]
    assert not offenders, "\n".join(offenders)


def language_codes() -> frozenset[str]:
    """The codes of the languages that have a folder."""
    return frozenset(f.parent.name for f in SOURCE.glob("language/languages/*/language.toml"))


def literals(node: ast.AST) -> Iterator[object]:
    """Yield the constants in ``node``, looking into tuples, lists and sets."""
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        for element in node.elts:
            yield from literals(element)


def asked_literals(node: ast.AST) -> Iterator[object]:
    """Yield the constants that ``node`` compares something with, matches or looks up."""
    if isinstance(node, ast.Compare):
        for side in (node.left, *node.comparators):
            yield from literals(side)
    elif isinstance(node, ast.MatchValue):
        yield from literals(node.value)
    elif isinstance(node, ast.Dict):
        for key in node.keys:
            if key is not None:
                yield from literals(key)
    elif (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("startswith", "get")
    ):
        for argument in node.args:
            yield from literals(argument)


def test_no_code_outside_a_language_asks_which_language_it_is() -> None:
    codes = language_codes()
    assert codes
    offenders = [
        module.at(node)
        for module in modules()
        if not any(module.name.startswith(f"language.languages.{code}") for code in codes)
        for node in ast.walk(module.tree)
        if any(isinstance(value, str) and value in codes for value in asked_literals(node))
    ]
    assert not offenders, "a language is data in its own folder:\n" + "\n".join(offenders)


def test_modules_are_short() -> None:
    lengths = {m.path.relative_to(SOURCE): len(m.text.splitlines()) for m in modules()}
    offenders = [f"{path}: {lines} lines" for path, lines in lengths.items() if lines > MOST_LINES_OF_A_MODULE]
    assert not offenders, "\n".join(offenders)


def test_functions_are_short() -> None:
    offenders = [
        f"{module.at(node)}: {node.name} has {lines} lines"
        for module in modules()
        for node in function_nodes(module)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    ]
    assert not offenders, "\n".join(offenders)


def is_command(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Say whether ``node`` is a command of the command line, whose parameters are what a user may type."""
    names = (d.func if isinstance(d, ast.Call) else d for d in node.decorator_list)
    return any(isinstance(n, ast.Attribute) and n.attr in ("command", "group", "option", "argument") for n in names)


def test_functions_take_few_parameters() -> None:
    offenders = []
    for module in modules():
        for node in function_nodes(module):
            given = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            count = len([name for name in given if name not in ("self", "cls")])
            if count > MOST_PARAMETERS and not is_command(node):
                offenders.append(f"{module.at(node)}: {node.name} takes {count}")
    assert not offenders, "\n".join(offenders)


def test_names_say_what_a_module_is_for() -> None:
    offenders = [m.name for m in modules() if VAGUE_NAMES & set(m.name.split("."))]
    assert not offenders, offenders


def test_every_module_says_what_it_is() -> None:
    offenders = [str(m.path.relative_to(SOURCE)) for m in modules() if m.text.strip() and not ast.get_docstring(m.tree)]
    assert not offenders, "\n".join(offenders)


def test_no_schema_is_a_dict_of_anything() -> None:
    offenders = [
        module.at(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Subscript) and ast.unparse(node) in ("dict[str, Any]", "Mapping[str, Any]")
    ]
    assert not offenders, "\n".join(offenders)


def data_files() -> list[Path]:
    """Every data file of the package but the demo's reports (whose sources stand in the file beside them)."""
    return sorted(
        path
        for path in SOURCE.rglob("*")
        if path.suffix in DATA_SUFFIXES and path.is_file() and DEMO_REPORTS not in path.parents
    )


def test_data_files_name_source_and_licence() -> None:
    offenders = []
    for path in data_files():
        head = [line.lower() for line in path.read_text("utf-8").splitlines()[:40] if line.startswith("#")]
        missing = [key for key in ("# source:", "# licence:") if not any(line.startswith(key) for line in head)]
        if missing:
            offenders.append(f"{path.relative_to(SOURCE)}: no line {' and '.join(missing)}")
    assert not offenders, "\n".join(offenders)
