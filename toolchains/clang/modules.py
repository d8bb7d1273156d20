"""Runs the compiler of this toolchain at set-up, to compile libc++'s headers into modules.

A module file is only accepted by the very compiler that wrote it, so the native clang of the forge cannot write them.
Winch compiles the compiler in seconds where Cranelift takes minutes; what is run here is no guest's code.

Usage: modules.py <llvm.wasm> <usr>, and one command of the compiler on each line of standard input. They run one
after the other, because a module is built from those before it.
"""
import shlex
import sys
import tempfile

import wasmtime
from wasmtime import _bindings

WINCH = 2


def run(engine, module, usr, root, arguments):
    settings = wasmtime.WasiConfig()
    settings.argv = arguments
    settings.inherit_stdout()
    settings.inherit_stderr()
    settings.preopen_dir(root, "/")
    settings.preopen_dir(usr, "/usr")
    store = wasmtime.Store(engine)
    store.set_wasi(settings)
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    try:
        linker.instantiate(store, module).exports(store)["_start"](store)
    except wasmtime.ExitTrap as exit:
        return exit.code
    return 0


def main():
    compiler, usr = sys.argv[1:]
    config = wasmtime.Config()
    _bindings.wasmtime_config_strategy_set(config.ptr(), WINCH)
    engine = wasmtime.Engine(config)
    module = wasmtime.Module.from_file(engine, compiler)
    with tempfile.TemporaryDirectory() as root:
        for line in sys.stdin:
            if code := run(engine, module, usr, root, shlex.split(line)):
                sys.exit(f"exit code {code} of: {line}")


main()
