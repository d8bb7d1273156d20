import bisect
import collections
import contextlib
import copy
import dataclasses
import enum
import functools
import heapq
import operator
import pprint
import typing


@dataclasses.dataclass(order=True, frozen=True)
class Point:
    x: int
    y: int = 0
    tags: list = dataclasses.field(default_factory=list, compare=False)


class Color(enum.Enum):
    RED = 1
    GREEN = enum.auto()


class Row(typing.NamedTuple):
    name: str
    size: int = 1


@functools.lru_cache(maxsize=None)
def fibonacci(n: int) -> int:
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


@functools.singledispatch
def describe(value):
    return "something"


@describe.register
def _(value: int):
    return f"int {value}"


@contextlib.contextmanager
def noted(name):
    print("enter", name, end=" ")
    try:
        yield name.upper()
    finally:
        print("leave", name)


print(collections.Counter("mississippi").most_common(2), collections.deque([1, 2, 3], maxlen=2))
groups = collections.defaultdict(list)
for word in "apple avocado bean".split():
    groups[word[0]].append(word)
print(dict(groups), collections.ChainMap({"a": 1}, {"a": 2, "b": 3})["b"])
print(Point(1, 2) < Point(1, 3), Point(1), dataclasses.replace(Point(1), y=5), Color(2), Color["RED"].value, Row("r"))
try:
    Point(1).x = 2
except dataclasses.FrozenInstanceError as error:
    print(error)
print(fibonacci(90), fibonacci.cache_info().hits, describe(3), describe("s"), functools.reduce(operator.mul, range(1, 6)))
with noted("block") as name:
    print(name, end=" ")
heap = [5, 1, 4]
heapq.heapify(heap)
print(heapq.heappushpop(heap, 0), heapq.nsmallest(2, heap), bisect.bisect([1, 3, 5], 3))
nested = {"k": [1, {"deep": (2, 3)}]}
twin = copy.deepcopy(nested)
twin["k"][1]["deep"] = None
pprint.pprint({"original": nested, "twin": twin, "long": list(range(12))}, width=60)


def classify(value):
    match value:
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case [first, *rest] if rest:
            return f"list of {first} and {len(rest)} more"
        case int() | float():
            return "number"
        case _:
            return "other"


print([classify(v) for v in ({"type": "circle", "r": 2}, [1, 2, 3], 2.5, "s")])
