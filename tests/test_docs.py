"""What the documents promise is there: commands, targets, files, examples and their output."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from geomap.cli import main
from geomap.errors import GeomapError
from geomap.outputs.attribution import ATTRIBUTIONS
from geomap.sources.read import read_documents
from geomap.text.document import Document

ROOT = Path(__file__).parent.parent
DOCS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
README = DOCS[0].read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(text: str, kind: str) -> list[str]:
    """The fenced blocks of one kind."""
    return [body for name, body in BLOCK.findall(text) if name == kind]


def commands_of(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command by its words, groups included: (), ("run",), ("gazetteer", "lookup")."""
    yield words
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands_of(command, (*words, name))
        else:
            yield (*words, name)


COMMANDS = list(commands_of(main))


def run(words: list[str]) -> Result:
    return CliRunner().invoke(main, words)


def help_of(words: tuple[str, ...]) -> str:
    done = run([*words, "--help"])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder with the sample articles, as after a clone."""
    folder = tmp_path_factory.mktemp("workshop")
    shutil.copytree(ROOT / "data" / "articles", folder / "data" / "articles")
    return folder


def test_there_are_the_promised_commands() -> None:
    promised = {("run",), ("places",), ("map",), ("explain",), ("gazetteer", "lookup")}
    assert promised <= set(COMMANDS)


def parameters(words: tuple[str, ...]) -> list[click.Parameter]:
    command: click.Command = main
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found
        command = found
    return command.params


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words) or "geomap")
def test_every_option_says_what_it_does(words: tuple[str, ...]) -> None:
    options = [p for p in parameters(words) if isinstance(p, click.Option)]
    silent = [option.name for option in options if not option.help and not option.show_default]
    assert not silent


def shell_lines(text: str) -> list[str]:
    """The command lines of the shell and console blocks, without prompt and comment."""
    lines = "".join(blocks(text, "sh")).splitlines()
    lines += [x[2:] for x in "".join(blocks(text, "console")).splitlines() if x.startswith("$ ")]
    return [line.split("  #")[0].strip() for line in lines if line.strip()]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_make_targets_in_the_documents_exist(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = re.findall(r"\bmake ([a-z]+)\b", "\n".join(code_of(path)))
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in named), named


def code_of(path: Path) -> list[str]:
    """Everything that a document sets as code: `...` in a line, and shell lines."""
    text = path.read_text(encoding="utf-8")
    prose = BLOCK.sub("", text)
    return [*re.findall(r"`([^`\n]+)`", prose), *shell_lines(text)]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_geomap_commands_in_the_documents_exist(path: Path) -> None:
    lines = [re.sub(r"^(\S*/)?geomap ", "", c) for c in code_of(path) if is_geomap(c)]
    known = {" ".join(words) for words in COMMANDS}
    for line in lines:
        words, options = line.split(), re.findall(r"(?<!\S)--?[a-z][a-z-]*", line)
        name = next((w for w in (" ".join(words[:2]), words[0]) if w in known), "")
        assert name or words[0].startswith("-"), f"geomap {line}"
        assert all(option in help_of(tuple(name.split())) for option in options), line


def is_geomap(code: str) -> bool:
    return bool(re.match(r"(\S*/)?geomap [a-z-]", code))


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_files_that_the_documents_name_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    linked = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    named = [
        c for c in code_of(path) if re.fullmatch(r"(data|tests|geomap|benchmarks)/[\w./-]*", c)
    ]
    assert not [name for name in [*linked, *named] if not (ROOT / name).exists()]


def test_the_readme_is_short_and_leads_with_the_two_commands() -> None:
    assert len(README.splitlines()) < 80
    assert shell_lines(README)[:2] == ["make demo", "make test"]


def test_the_readme_names_every_source_with_its_license() -> None:
    rows = README.splitlines()
    for source in ATTRIBUTIONS:
        assert any(source.name in row and source.license in row for row in rows), source


def transcripts() -> list[tuple[list[str], str]]:
    """Each `$ command` of the README's console blocks with the output shown below it."""
    found = []
    for block in blocks(README, "console"):
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            found.append((shlex.split(command), shown))
    return found


def test_what_the_readme_prints_is_what_geomap_prints(
    workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workshop)
    assert transcripts()
    for (program, *words), shown in transcripts():
        done = run(words)
        assert program.endswith("geomap")
        assert done.stdout == shown


def test_the_python_of_the_readme_runs(
    workshop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(workshop)
    (block,) = blocks(README, "python")
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - our own README
    comment = re.findall(r"^ *# (.*)$", block, re.MULTILINE)
    assert capsys.readouterr().out.splitlines() == comment
    assert list(workshop.glob("*.html"))


SAMPLES = sorted((ROOT / "data" / "articles").iterdir())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_article_says_what_it_is(path: Path) -> None:
    (article,) = read_documents([str(path)])
    assert isinstance(article, Document)
    assert article.title
    assert article.published
    assert article.source == "geomap sample"
    assert path.stem.endswith(f"-{article.language}")
    assert 90 <= len(article.text.split()) <= 350


def test_the_sample_articles_speak_seven_languages() -> None:
    assert {path.stem[-2:] for path in SAMPLES} == {"nl", "en", "de", "fr", "es", "ru", "kk"}


def test_the_changelog_has_the_form_of_keep_a_changelog() -> None:
    heads = re.findall(
        r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert heads[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[[\d.]+\] - \d{4}-\d\d-\d\d", head) for head in heads[1:])


OFFLINE = """
import sys
def refuse(event, args):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"}:
        raise RuntimeError(f"{event} {args}")
sys.addaudithook(refuse)
"""


def offline(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python in which every way out to the network raises."""
    words = [sys.executable, "-c", OFFLINE + code]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_articles_become_a_map_without_a_network(workshop: Path) -> None:
    code = "from geomap.cli import main; main(['run', 'data/articles', '--out', 'maps/offline'])"
    done = offline(code, workshop)
    assert done.returncode == 0, done.stderr
    assert (workshop / "maps" / "offline" / "map.html").stat().st_size > 0


def test_a_way_out_to_the_network_is_noticed(workshop: Path) -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    assert "RuntimeError: socket." in offline(code, workshop).stderr


def test_every_claim_about_safety_names_its_test() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    section = text.split("## What is neutralized\n")[1].split("\n## ")[0]
    claims = re.split(r"^- ", section, flags=re.MULTILINE)[1:]
    assert claims
    for claim in claims:
        named = re.findall(r"`(tests/[\w/]+\.py)`", claim)
        assert named, claim
        assert all((ROOT / name).is_file() for name in named), claim


def test_every_error_tells_what_it_is() -> None:
    assert all(leaf.__doc__ for leaf in [GeomapError, *GeomapError.__subclasses__()])
