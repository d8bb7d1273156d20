import json
import re
import tomllib
from collections import OrderedDict, deque
from datetime import datetime, timedelta, timezone
from decimal import Decimal, getcontext
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Color(StrEnum):
    RED = "red"


class Pair[T](NamedTuple):
    left: T
    right: T


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


match json.loads('{"kind": "point", "at": [1, 2]}'):
    case {"kind": "point", "at": [x, y]}:
        print(x, y)
getcontext().prec = 30
print(Decimal(1) / 7, Fraction(1, 3) + Fraction(1, 6), fib(90), Color.RED, Pair(1, "b"))
print(datetime(2024, 7, 1, 12, tzinfo=timezone.utc).astimezone(ZoneInfo("America/New_York")) + timedelta(hours=1))
print(re.sub(r"(?P<a>\w+) (\w+)", r"\2 \g<a>", "hello world"), tomllib.loads("a = [1, 2]"), deque([1, 2, 3], 2))
print(f"{12345.678:,.2f} {255:#x} {'ü':>3}", 10**40 % 97, *OrderedDict(a=1))
