"""Archives of packages, fetched by their registry's own client, checked, kept and unpacked."""

import hashlib, os, shutil, subprocess, tarfile, tempfile, zipfile
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "enclos" / "real"
KEYS = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


class Unavailable(Exception):
    """The package can't be had here; the message says why."""


def unpacked(package):
    """The folder with the contents of the package's archive, without the archive's own top folder."""
    folder = CACHE / "unpacked" / package["sha256"]
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            contents = Path(scratch) / "contents"
            contents.mkdir()
            extract(archive(package), contents)
            inside = list(contents.iterdir())
            top = inside[0] if len(inside) == 1 and inside[0].is_dir() else contents
            top.rename(folder)
    return folder


def extract(path, folder):
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as opened:
            opened.extractall(folder)
    else:
        with tarfile.open(path) as opened:
            # Links that lead nowhere are in some archives; nothing here needs them.
            for member in opened:
                try:
                    opened.extract(member, folder, filter="data")
                except (tarfile.FilterError, KeyError):
                    pass


def archive(package):
    """The package's archive: as kept by an earlier call or by enclos itself, or else from its registry."""
    wanted = package["sha256"]
    downloads = CACHE / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    for kept in [*downloads.glob(wanted + "-*"), *(CACHE.parent / "downloads").glob(wanted + "-*")]:
        if sha256(kept) == wanted:
            return kept
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        found = []
        for path in CLIENTS[package["registry"]](package, Path(scratch)):
            found.append(f"{path.name}: {sha256(path)}")
            if found[-1].endswith(wanted):
                kept = downloads / f"{wanted}-{path.name}"
                shutil.copyfile(path, kept)
                return kept
        raise Unavailable(f"no archive has the pinned hash; there is {'; '.join(found) or 'none'}")


def sha256(path):
    with open(path, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def call(folder, *command, **environment):
    try:
        run = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                             env={**os.environ, "LC_ALL": "C", **environment})
    except FileNotFoundError:
        raise Unavailable(f"there is no {command[0]} on this machine") from None
    if run.returncode != 0:
        said = (run.stderr.strip() or run.stdout.strip() or "nothing said").splitlines()
        raise Unavailable(f"{command[0]}: {said[-1]}")
    return run.stdout


def pip(package, folder):
    """Archives of sources, which have the examples and tests that wheels leave out.

    `pip download` of such an archive runs the package's own code, to learn what pip already knows. So pip's parts are
    called one by one, up to the download.
    """
    call(folder, "python3", "-c", PIP_DOWNLOAD, package["name"], package["version"], str(folder))
    return [path for path in sorted(folder.iterdir()) if path.is_file()]


PIP_DOWNLOAD = """
import sys
from pip._internal.commands import create_command
from pip._internal.network.download import Downloader
name, version, folder = sys.argv[1:]
command = create_command("download")
options, _ = command.parse_args(["--quiet", "--no-binary=:all:", "--disable-pip-version-check", name])
with command.main_context():
    session = command.get_default_session(options)
    finder = command._build_package_finder(options, session)
    try:
        download = Downloader(session, "off")
    except TypeError:
        download = Downloader(session, "off", 5)
    for found in finder.find_all_candidates(name):
        if str(found.version) == version and not found.link.is_wheel:
            download(found.link, folder)
"""


def npm(package, folder):
    (folder / "package.json").write_text("{}")
    call(folder, "npm", "pack", "--ignore-scripts", "--loglevel=error", "--no-update-notifier",
         f"{package['name']}@{package['version']}")
    return sorted(folder.glob("*.tgz"))


def cargo(package, folder):
    home = Path(os.environ.get("CARGO_HOME") or Path.home() / ".cargo")
    pattern = f"registry/cache/*/{package['name']}-{package['version']}.crate"
    if not list(home.glob(pattern)):
        (folder / "lib.rs").touch()
        (folder / "Cargo.toml").write_text(
            '[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n[lib]\npath = "lib.rs"\n[workspace]\n'
            f'[dependencies]\n"{package["name"]}" = {{ version = "={package["version"]}", default-features = false }}\n')
        call(folder, "cargo", "fetch", "--quiet")
    return sorted(home.glob(pattern))


def apt_source(package, folder):
    """As enclos fetches them itself: a private sources list, made of the machine's own, with the release's name put in."""
    home = folder / "apt"
    for part in ["lists/partial", "archives/partial", "empty"]:
        (home / part).mkdir(parents=True)
    (home / "status").touch()
    settings = home / "apt.conf"
    base = (f'#clear APT::Update;\nDir::State "{home}";\nDir::State::lists "{home}/lists";\n'
            f'Dir::State::status "{home}/status";\nDir::Cache "{home}";\nDir::Cache::archives "{home}/archives";\n'
            f'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\nDir::Etc::preferences "{home}/none";\n'
            f'Dir::Etc::preferencesparts "{home}/empty";\nAcquire::Languages "none";\nAPT::Sandbox::User "";\n')
    settings.write_text(base)
    apt = ["apt-get", "-q", "-c", str(settings)]
    release = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
    own = release.get("VERSION_CODENAME", "stable").strip('"')
    printed = call(folder, *apt, "update", "--print-uris")
    archives = {uri.split("/dists/")[0] for uri in (line.split("'")[1] for line in printed.splitlines() if "'" in line)
                if f"/dists/{own}/main/" in uri or f"/dists/{own}/InRelease" in uri}
    option = f"[signed-by={KEYS}] " if KEYS.exists() else ""
    (home / "sources.list").write_text("".join(f"deb-src {option}{at} {package['suite']} main\n" for at in sorted(archives)))
    settings.write_text(base + f'#clear Acquire::IndexTargets::deb;\nDir::Etc::sourcelist "{home}/sources.list";\n'
                               f'Dir::Etc::sourceparts "{home}/empty";\n')
    call(folder, *apt, "update")
    try:
        call(folder, *apt, "source", "--download-only", "--tar-only", "--only-source", package["name"])
    except Unavailable:
        # A package may have several archives, and only the one with the pinned hash is wanted.
        pass
    return [path for path in sorted(folder.iterdir()) if ".orig" in path.name and not path.name.endswith(".asc")]


CLIENTS = {"pip": pip, "npm": npm, "cargo": cargo, "apt-source": apt_source}
