#!/usr/bin/env python3
"""Runs programs that nobody here wrote, natively and in enclos, and compares what they print and how they end.

    python3 tests/real/run.py [--only TEXT] [--enclos PROGRAM] [--extra-languages FOLDER] [--show]

The programs are listed in programs.toml, which says how; they are examples and tests out of packages, which are fetched
by their registries' own clients and kept below the user's cache directory. Nothing of them is part of this repository.
"""

import argparse, base64, json, os, re, shutil, signal, subprocess, sys, tempfile, time, tomllib, urllib.error, urllib.request
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True
import packages

HERE = Path(__file__).resolve().parent
NATIVE_SECONDS = 20
LIMITS = {"time": 120, "wall-time": 240, "mem": 2 << 20, "output": 16 << 10, "fsize": 64 << 10}

# How each language is run natively: its main file's name here as there, so that messages name the same file; the command
# that builds it, with {sources} and {flags}; the command that runs it. The first whose programs exist is taken.
NATIVE = {
    "awk": ("main.awk", None, [["gawk", "-f", "main.awk"]]),
    "brainfuck": ("main.bf", None, [["beef", "main.bf"], ["bf", "main.bf"]]),
    "c": ("main.c", "gcc -w -std=gnu17 -O1 {flags} -o main.exe {sources} -lm", [["./main.exe"]]),
    "cpp": ("main.cpp", "g++ -w -std=gnu++23 -O1 {flags} -o main.exe {sources}", [["./main.exe"]]),
    "forth": ("main.fth", None, [["pforth", "-q", "main.fth"], ["gforth", "main.fth", "-e", "bye"]]),
    "fortran": ("main.f", "gfortran -w {flags} -o main.exe {sources}", [["./main.exe"]]),
    "go": ("main.go", "go build -o main.exe {sources}", [["./main.exe"]]),
    "javascript": ("main.js", None, [["node", "main.js"]]),
    "lua": ("main.lua", None, [["lua5.4", "main.lua"], ["lua", "main.lua"]]),
    "ocaml": ("main.ml", None, [["ocaml", "main.ml"]]),
    "perl": ("main.pl", None, [["perl", "main.pl"]]),
    "prolog": ("main.pl", None, [["swipl", "main.pl"]]),
    "python": ("main.py", None, [["python3.13", "main.py"], ["python3", "main.py"]]),
    "ruby": ("main.rb", None, [["ruby", "main.rb"]]),
    "scheme": ("main.scm", None, [["guile", "--no-auto-compile", "-s", "main.scm"]]),
    "sql": ("main.sql", None, [["sqlite3", "-batch", ":memory:", ".read main.sql"]]),
    "tcl": ("main.tcl", None, [["tclsh", "main.tcl"]]),
    "typescript": ("main.ts", None, [["tsx", "main.ts"], ["bun", "main.ts"]]),
}


class Skipped(Exception):
    pass


class Program:
    """One program of the list, with what its set and its package say of it."""

    def __init__(self, package, group, entry):
        entry = {"path": entry} if isinstance(entry, str) else entry
        self.package, self.group = package, group
        self.path = entry["path"]
        self.lang = group["lang"]
        self.name = f"{self.lang} {package['name']} {self.path}"

        def get(key, default):
            return entry.get(key, group.get(key, default))

        self.args, self.env, self.flags, self.mask = get("args", []), get("env", {}), get("flags", []), get("mask", [])
        self.stderr, self.suffix, self.stdin = get("stderr", False), get("suffix", ""), get("stdin", "")
        self.main, self.prefix = get("main", None), get("prefix", "")
        self.patterns = group.get("files", []) + entry.get("files", [])
        self.differs = entry.get("differs", group.get("differs"))
        if isinstance(self.differs, dict):
            self.differs = self.differs.get(self.path)

    def load(self):
        """The main source, the further files by name, and standard input."""
        root = packages.unpacked(self.package)
        folder = root / self.group.get("folder", ".")
        main = folder / self.path
        if not main.is_file():
            raise Skipped(f"{self.package['name']} has no file {self.path}")
        source = self.prefix.encode() + main.read_bytes() + self.suffix.encode()
        if self.main is not None:
            # The program needs its place among the package's files, so a line of ours starts it there.
            source, main = self.main.replace("{path}", self.path).encode(), None
        files = {}
        for pattern in self.patterns:
            base, _, rest = pattern.rpartition("//")
            for path in sorted((folder / base).glob(rest)):
                if path.is_file() and path != main:
                    files[str(path.relative_to(folder / base))] = path.read_bytes()
        stdin = b""
        if self.stdin:
            stdin = (folder / self.stdin).read_bytes()
        return source, files, stdin


class Outcome:
    def __init__(self, code, stdout, stderr, seconds=0.0):
        self.code, self.stdout, self.stderr, self.seconds = code, stdout, stderr, seconds

    def seen(self, program):
        """What is compared: how it ended and what it printed, without what the list says to leave out."""
        texts = [self.stdout] + ([self.stderr] if program.stderr else [])
        for mask in program.mask:
            texts = [re.sub(mask.encode(), b"", text) for text in texts]
        return [self.code, *texts]


def natively(program, source, files, stdin):
    main, build, runs = NATIVE[program.lang]
    with tempfile.TemporaryDirectory() as scratch:
        for name, content in {main: source, **files}.items():
            path = Path(scratch, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        # Nothing but this from the environment, as there is in enclos.
        env = {"PATH": os.environ["PATH"], "HOME": scratch, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1",
               "GOCACHE": str(packages.CACHE / "go"), "GO111MODULE": "off", **program.env}
        if build:
            ending = Path(main).suffix
            sources = " ".join([main, *(name for name in files if name.endswith(ending))])
            command = build.format(sources=sources, flags=" ".join(program.flags)).split()
            if not shutil.which(command[0]):
                raise Skipped(f"there is no {command[0]} on this machine")
            built = subprocess.run(command, cwd=scratch, env=env, stdin=subprocess.DEVNULL, capture_output=True)
            if built.returncode != 0:
                return Outcome("not compiled", b"", built.stderr)
        command = next((run for run in runs if build or shutil.which(run[0])), None)
        if command is None:
            raise Skipped(f"there is no {runs[0][0]} on this machine")
        began = time.monotonic()
        # In a group of its own, all of which is ended when the time is over.
        child = subprocess.Popen([*command, *program.args], cwd=scratch, env=env, stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        try:
            stdout, stderr = child.communicate(stdin, timeout=NATIVE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
            raise Skipped(f"takes more than {NATIVE_SECONDS} s natively") from None
        # Where it ran is nothing that a program is to be blamed for.
        stdout, stderr = (text.replace(scratch.encode() + b"/", b"/") for text in (stdout, stderr))
        code = child.returncode if child.returncode >= 0 else f"signal {-child.returncode}"
        return Outcome(code, stdout, stderr, time.monotonic() - began)


class Server:
    """enclos on the loopback interface, with the languages that the list needs and this enclos has."""

    def __init__(self, options, wanted):
        self.command = [options.enclos]
        extra = ["--extra-languages", options.extra_languages] if options.extra_languages else []
        listed = subprocess.run([options.enclos, "languages", *extra], capture_output=True, text=True, check=True).stdout
        known = {line.split()[0] for line in listed.splitlines()[1:] if line.strip()}
        self.languages = sorted(wanted & known)
        settings = [f"--set=run.maxima.{key}={value}" for key, value in LIMITS.items()]
        self.process = subprocess.Popen(
            [options.enclos, "serve", "--port", "0", "--lang", ",".join(self.languages), *extra, *settings],
            stderr=subprocess.PIPE, text=True)
        said = ""
        for line in self.process.stderr:
            said += line
            if found := re.search(r"serving (http://\S+)", line):
                self.address = found[1]
                break
        else:
            sys.exit(f"enclos did not start:\n{said}")
        # Its log goes nowhere from here on, but has to be read.
        subprocess.Popen(["cat"], stdin=self.process.stderr, stdout=subprocess.DEVNULL)

    def run(self, program, source, files, stdin):
        if program.lang not in self.languages:
            raise Skipped(f"this enclos has no {program.lang}")
        body = {"lang": program.lang, "encoding": "base64", "source": source,
                "files": [{"name": name, "content": content} for name, content in files.items()],
                "compile": {"flags": program.flags, "time": 60, "wall-time": 120},
                "tests": [{"args": program.args, "env": program.env, "stdin": stdin, **LIMITS}]}
        request = urllib.request.Request(self.address + "/run", pack(body), {
            "Content-Type": "application/msgpack", "Accept": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=600) as answer:
                report = json.load(answer)
        except urllib.error.HTTPError as error:
            return Outcome("refused", b"", error.read())
        decode = base64.b64decode
        compiled = report.get("compile")
        if compiled and compiled["exitcode"] != 0:
            return Outcome("not compiled", b"", decode(compiled["stderr"]))
        test = report["tests"][0]
        meta = test["meta"]
        code = meta.get("exitcode")
        if meta["status"] == "SIGNALED":
            code = f"signal {meta['exitsig']}"
        elif meta["status"] not in ("OK", "RUNTIME_ERROR"):
            code = meta["status"]
        return Outcome(code, decode(test["stdout"]), decode(test["stderr"]), meta.get("wall-time", 0))

    def stop(self):
        self.process.terminate()
        self.process.wait()


def pack(value):
    """MessagePack, in which sources, files and standard input may hold any bytes."""
    if isinstance(value, int):
        return b"\xcf" + value.to_bytes(8, "big")
    if isinstance(value, str):
        return b"\xdb" + len(value.encode()).to_bytes(4, "big") + value.encode()
    if isinstance(value, bytes):
        return b"\xc6" + len(value).to_bytes(4, "big") + value
    if isinstance(value, dict):
        return b"\xdf" + len(value).to_bytes(4, "big") + b"".join(pack(part) for item in value.items() for part in item)
    return b"\xdd" + len(value).to_bytes(4, "big") + b"".join(map(pack, value))


def judge(program, server):
    """The verdict, a few words on it, and both outcomes where there are such."""
    try:
        source, files, stdin = program.load()
        native = natively(program, source, files, stdin)
        here = server.run(program, source, files, stdin)
    except (Skipped, packages.Unavailable) as reason:
        return "skipped", str(reason), None, None
    same = native.seen(program) == here.seen(program)
    if native.code == "not compiled":
        return "skipped", "does not compile natively: " + native.stderr.decode(errors="replace").strip()[-100:], native, here
    if same and program.differs:
        return "failed", "it is said to differ, but does not", native, here
    if same:
        return "passed", "equal" if native.code == 0 else f"equal: both end with {native.code}", native, here
    if program.differs:
        return "passed", f"differs: {program.differs}", native, here
    return "failed", difference(native, here, program), native, here


def difference(native, here, program):
    if native.code != here.code:
        said = here.stderr.decode(errors="replace").strip().splitlines()
        return f"ends with {here.code} instead of {native.code}: {said[-1][:150] if said else ''}"
    for stream, left, right in zip(["output", "error output"], native.seen(program)[1:], here.seen(program)[1:]):
        left, right = left.decode(errors="replace").splitlines(), right.decode(errors="replace").splitlines()
        for number, (one, other) in enumerate(zip(left + [""] * len(right), right + [""] * len(left)), 1):
            if one != other:
                return f"{stream}, line {number}: {other[:80]!r} instead of {one[:80]!r}"
    return "output: line endings"


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--only", metavar="TEXT", help="programs with this in language, package and path")
    options.add_argument("--enclos", default=os.environ.get("ENCLOS", str(HERE.parents[1] / "target/release/enclos")))
    options.add_argument("--extra-languages", metavar="FOLDER", help="as of enclos")
    options.add_argument("--list", default=HERE / "programs.toml", help="another list of programs")
    options.add_argument("--show", action="store_true", help="print both outputs of what failed")
    options = options.parse_args()
    with open(options.list, "rb") as opened:
        listed = tomllib.load(opened)["package"]
    programs = [Program(package, group, entry)
                for package in listed for group in package["set"] for entry in group["programs"]]
    programs = [program for program in programs if not options.only or options.only in program.name]
    if not programs:
        sys.exit("no such program")
    server = Server(options, {program.lang for program in programs})
    counts = Counter()
    try:
        for program in programs:
            verdict, words, native, here = judge(program, server)
            counts[verdict] += 1
            times = f"{native.seconds:6.2f} {here.seconds:6.2f}" if here else " " * 13
            print(f"{verdict:8}{times}  {program.name}  {words}", flush=True)
            if options.show and verdict == "failed":
                for title, outcome in [("natively", native), ("here", here)]:
                    print(f"--- {title}: {outcome.code}")
                    print(outcome.stdout.decode(errors="replace")[-4000:])
                    print(outcome.stderr.decode(errors="replace")[-4000:])
    finally:
        server.stop()
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    sys.exit(counts["failed"] > 0)


if __name__ == "__main__":
    main()
