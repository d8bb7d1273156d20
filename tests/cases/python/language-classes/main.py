import weakref
from abc import ABC, abstractmethod


class Shape(ABC):
    registry = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Shape.registry[cls.__name__.lower()] = cls

    @abstractmethod
    def area(self): ...

    @property
    def label(self):
        return f"{type(self).__name__}({self.area():.2f})"

    def __lt__(self, other):
        return self.area() < other.area()


class Square(Shape):
    __slots__ = ("side",)

    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2


class Circle(Shape):
    def __init__(self, r):
        self.r = r

    def area(self):
        return 3.14159 * self.r**2


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        while self.n:
            yield self.n
            self.n -= 1

    def __del__(self):
        print("deleted", end=" ")


def running_mean():
    total = count = 0
    mean = None
    while (value := (yield mean)) is not None:
        total, count = total + value, count + 1
        mean = total / count
    return mean


try:
    Shape()
except TypeError:
    print("abstract")
print(sorted([Square(2), Circle(1)])[0].label, sorted(Shape.registry))
counter = Countdown(3)
watch = weakref.ref(counter)
print(*counter)
del counter
print(watch())
mean = running_mean()
next(mean)
print([mean.send(v) for v in (1, 2, 6)])
try:
    mean.send(None)
except StopIteration as stop:
    print("returned", stop.value)
try:
    raise ExceptionGroup("two", [ValueError(1), TypeError("x")])
except* ValueError as group:
    print("values", group.exceptions)
except* TypeError as group:
    print("types", len(group.exceptions))
first, *middle, last = range(5)
print(first, middle, last, {k: v for k, v in zip("ab", (1, 2))}, {n % 3 for n in range(9)}, [*"hi", *(1, 2)])


def keywords(a, /, b, *rest, c=3, **others):
    return a, b, rest, c, others


print(keywords(1, 2, 3, c=4, d=5), (lambda x: x * 2)(21), "yes" if all([]) else "no")
