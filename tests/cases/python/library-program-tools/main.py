import argparse
import configparser
import inspect
import io
import logging
import pickle
import sys
import types
import unittest
import warnings
from contextlib import redirect_stdout

parser = argparse.ArgumentParser(prog="tool")
parser.add_argument("--level", type=int, default=1)
parser.add_argument("names", nargs="*")
print(parser.parse_args())

logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(message)s", level=logging.INFO)
logging.info("noted %d", 1)
logging.debug("not shown")

config = configparser.ConfigParser()
config.read_string("[server]\nport = 80\n")
print(config.getint("server", "port"))


class Sums(unittest.TestCase):
    def test_right(self):
        self.assertEqual(1 + 1, 2)

    def test_wrong(self):
        self.assertEqual(1 + 1, 3)


report = io.StringIO()
result = unittest.TextTestRunner(stream=report).run(unittest.defaultTestLoader.loadTestsFromTestCase(Sums))
print(result.testsRun, len(result.failures), "2 != 3" in report.getvalue())
print(pickle.loads(pickle.dumps({"a": [1, (2, 3)]})), inspect.signature(lambda a, *b, c=1: a))
captured = io.StringIO()
with redirect_stdout(captured):
    print("hidden")
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("careful")
print(repr(captured.getvalue()), caught[0].message, types.SimpleNamespace(a=1))
exec(compile("print(sum(range(5)))", "<made>", "exec"))
