"""Compiles every module of a folder: compile_library.py FOLDER FOLDER-AS-THE-GUEST-SEES-IT

The results are marked never to be checked against their sources, which saves a look at the source on each import. The
bootstrap Python has no extension modules, so the compileall module, which wants some, cannot be used.
"""

import _imp
import os
import sys
from importlib import _bootstrap_external as importer

folder, seen_as = sys.argv[1:]
for parent, folders, files in os.walk(folder):
    folders[:] = sorted(name for name in folders if name != "__pycache__")
    for name in sorted(files):
        if not name.endswith(".py"):
            continue
        path = os.path.join(parent, name)
        with open(path, "rb") as file:
            source = file.read()
        try:
            code = compile(source, seen_as + path[len(folder):], "exec", dont_inherit=True)
        except SyntaxError as error:
            sys.exit(f"{path}: {error}")
        source_hash = _imp.source_hash(importer._RAW_MAGIC_NUMBER, source)
        os.makedirs(os.path.join(parent, "__pycache__"), exist_ok=True)
        target = os.path.join(parent, "__pycache__", name[:-3] + ".cpython-313.pyc")
        with open(target, "wb") as file:
            file.write(importer._code_to_hash_pyc(code, source_hash, False))
