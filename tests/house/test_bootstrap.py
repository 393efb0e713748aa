"""The first command on a fresh machine, in a small copy of the project.

The copy requires one library, a wheel made here, so that no test needs the network.
"""

import ast
import hashlib
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

ORIGIN = Path(settings.BASE_DIR)
# Stands where Django would start, and tells where it runs and with which library.
CONSOLE = """
import sys
import little
def run(arguments):
    print(sys.prefix, little.VERSION, *arguments[1:])
"""
BARE = "import sys; sys.modules['ensurepip'] = sys.modules['pip'] = None\n"
RUN_MANAGE = """
import runpy, sys
sys.argv = ['manage.py', 'demo']
runpy.run_path('manage.py', run_name='__main__')
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has its environment, made once, to be copied."""
    project = new_project(tmp_path_factory.mktemp("pattern"))
    ran(start(project))
    return project


@pytest.fixture
def installed(pattern: Path, tmp_path: Path) -> Path:
    shutil.copytree(pattern.parent, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path / pattern.name


def new_project(folder: Path) -> Path:
    project = folder / "a court's project"
    (project / "config").mkdir(parents=True)
    for file in ("manage.py", "config/__init__.py", "config/bootstrap.py"):
        shutil.copy(ORIGIN / file, project / file)
    (project / "config" / "console.py").write_text(CONSOLE)
    require(project, "1.0")
    return project


def require(project: Path, version: str) -> None:
    """Pin the one library at this version, in every requirements file."""
    wheel = project.parent / f"little-{version}-py3-none-any.whl"
    about = f"little-{version}.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("little.py", f"VERSION = {version!r}\n")
        archive.writestr(
            f"{about}/METADATA", f"Metadata-Version: 2.1\nName: little\nVersion: {version}\n"
        )
        archive.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{about}/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    for name in ("requirements.txt", "requirements-test.txt", "requirements-lint.txt"):
        (project / name).write_text(f"little=={version} --hash=sha256:{digest}\n")


def start(project: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start a command with a Python that has nothing installed: -S hides what it has."""
    return subprocess.Popen(
        [str(Path(sys.base_prefix, "bin", "python3")), "-S", *(arguments or ("manage.py", "demo"))],
        cwd=project,
        env={
            **os.environ,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(project.parent),
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ran(process: subprocess.Popen[str]) -> str:
    output, complaint = process.communicate()
    assert process.returncode == 0, complaint
    return output.strip()


def complaint_of(process: subprocess.Popen[str]) -> str:
    complaint = process.communicate()[1]
    assert process.returncode == 1
    assert "Traceback" not in complaint
    return complaint


@pytest.mark.slow
def test_the_first_command_installs_once_and_runs_inside(project: Path) -> None:
    assert ran(start(project, "manage.py", "demo", "8001")) == f"{project}/.venv 1.0 demo 8001"
    second = start(project)
    assert second.communicate() == (f"{project}/.venv 1.0 demo\n", "")


def test_new_requirements_are_installed_before_the_next_command(installed: Path) -> None:
    require(installed, "2.0")
    assert ran(start(installed)) == f"{installed}/.venv 2.0 demo"


@pytest.mark.slow
def test_an_installation_killed_half_way_is_begun_again(project: Path) -> None:
    killed = start(project)
    while not (project / ".venv" / "bin").exists():
        assert killed.poll() is None
        time.sleep(0.01)
    os.killpg(killed.pid, 9)
    killed.communicate()
    assert ran(start(project)) == f"{project}/.venv 1.0 demo"
    assert not list(project.glob(".venv.old-*"))


@pytest.mark.slow
def test_an_environment_whose_python_was_upgraded_is_made_anew(installed: Path) -> None:
    libraries = installed / ".venv" / "lib" / f"python3.{sys.version_info.minor}"
    libraries.rename(libraries.with_name("python3.10"))
    assert ran(start(installed)) == f"{installed}/.venv 1.0 demo"


@pytest.mark.slow
def test_two_first_commands_at_once_make_one_environment(project: Path) -> None:
    both = [start(project), start(project)]
    answers = [process.communicate() for process in both]
    assert [output for output, _ in answers] == [f"{project}/.venv 1.0 demo\n"] * 2
    assert sum("waiting for it" in told for _, told in answers) == 1


def test_a_network_that_does_not_answer_is_said_plainly(installed: Path) -> None:
    environment = {"PIP_NO_INDEX": "0", "PIP_RETRIES": "1", "PIP_PROXY": "http://127.0.0.1:9"}
    require(installed, "3.0")
    (installed.parent / "little-3.0-py3-none-any.whl").unlink()
    complaint = complaint_of(start(installed, **environment))
    assert "the package index does not answer. Check the network" in complaint


def test_a_library_that_is_not_the_pinned_one_is_refused(installed: Path) -> None:
    require(installed, "2.0")
    (installed / "requirements.txt").write_text(f"little==2.0 --hash=sha256:{'0' * 64}\n")
    assert "The libraries could not be installed" in complaint_of(start(installed))


def test_an_environment_of_someone_elses_is_left_alone(project: Path) -> None:
    (project / ".venv").mkdir()
    (project / ".venv" / "precious").touch()
    assert "was not made by this command" in complaint_of(start(project))
    assert (project / ".venv" / "precious").exists()


def test_a_folder_that_refuses_our_files_is_said_plainly(project: Path) -> None:
    (project / ".venv.lock").mkdir()
    complaint = complaint_of(start(project))
    assert "copy the project to a folder of your own" in complaint


def test_a_python_without_venv_and_pip_names_the_package_to_install(project: Path) -> None:
    complaint = complaint_of(start(project, "-c", BARE + RUN_MANAGE))
    assert "apt install python3-venv" in complaint
    assert not (project / ".venv").exists()


def test_an_old_python_names_the_version_it_needs(project: Path) -> None:
    older = "import sys; sys.version_info = (3, 9, 2)\n" + RUN_MANAGE
    complaint = complaint_of(start(project, "-c", older))
    assert "Courtledger needs Python 3.11 or newer" in complaint


def test_an_old_python_can_read_the_line_that_says_so() -> None:
    ast.parse((ORIGIN / "manage.py").read_text(), feature_version=(3, 7))


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_the_pinned_requirements_hold_what_pyproject_asks_for(name: str) -> None:
    declared = (ORIGIN / "pyproject.toml").read_text()
    pinned = (ORIGIN / name).read_text()
    assert "--hash=sha256:" in pinned
    assert "://" not in pinned
    for library in ("django", "psycopg", "django-filter", "django-pghistory", "gunicorn"):
        assert f'"{library}' in declared
        assert f"\n{library}==" in pinned
