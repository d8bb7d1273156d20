"""A calculator: tokens, a recursive-descent parser to a tree, evaluation, and errors with a position."""
import math
import operator
import re
import sys
from dataclasses import dataclass

TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d*)?)|(?P<name>[a-z]\w*)|(?P<sign>\*\*|[-+*/%(),=]))")


class CalculatorError(Exception):
    def __init__(self, message, position):
        super().__init__(f"{message} at column {position + 1}")


@dataclass
class Token:
    kind: str
    text: str
    at: int


def tokens(text):
    at, end = 0, len(text.rstrip())
    while at < end:
        match = TOKEN.match(text, at)
        if not match:
            raise CalculatorError(f"unexpected {text[at:].strip()[0]!r}", at)
        yield Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup))
        at = match.end()
    yield Token("end", "end of line", end)


class Parser:
    LEVELS = [{"+": operator.add, "-": operator.sub}, {"*": operator.mul, "/": operator.truediv, "%": operator.mod}]
    FUNCTIONS = {"sqrt": math.sqrt, "max": max, "min": min, "abs": abs}

    def __init__(self, text, names):
        self.tokens = list(tokens(text))
        self.names = names
        self.next = 0

    def peek(self, *texts):
        return self.tokens[self.next].text in texts

    def take(self):
        self.next += 1
        return self.tokens[self.next - 1]

    def expect(self, text):
        token = self.take()
        if token.text != text:
            raise CalculatorError(f"expected {text!r}, got {token.text!r}", token.at)

    def statement(self):
        if len(self.tokens) > 2 and self.tokens[0].kind == "name" and self.tokens[1].text == "=":
            name = self.take().text
            self.take()
            self.names[name] = value = self.binary(0)
        else:
            value = self.binary(0)
        self.expect("end of line")
        return value

    def binary(self, level):
        if level == len(self.LEVELS):
            return self.power()
        left = self.binary(level + 1)
        while self.peek(*self.LEVELS[level]):
            sign = self.take()
            right = self.binary(level + 1)
            try:
                left = self.LEVELS[level][sign.text](left, right)
            except ZeroDivisionError:
                raise CalculatorError("division by zero", sign.at) from None
        return left

    def power(self):
        if self.peek("-"):
            self.take()
            return -self.power()
        base = self.atom()
        if self.peek("**"):
            self.take()
            return base ** self.power()
        return base

    def atom(self):
        token = self.take()
        if token.kind == "number":
            return float(token.text) if "." in token.text else int(token.text)
        if token.text == "(":
            value = self.binary(0)
            self.expect(")")
            return value
        if token.kind == "name" and self.peek("("):
            self.take()
            arguments = [self.binary(0)]
            while self.peek(","):
                self.take()
                arguments.append(self.binary(0))
            self.expect(")")
            return self.FUNCTIONS[token.text](*arguments)
        if token.kind == "name" and token.text in self.names:
            return self.names[token.text]
        raise CalculatorError(f"unexpected {token.text!r}", token.at)


names = {"pi": math.pi}
for number, line in enumerate(sys.stdin, 1):
    try:
        print(f"{number}: {Parser(line, names).statement()}")
    except CalculatorError as error:
        print(f"{number}: {error}")
