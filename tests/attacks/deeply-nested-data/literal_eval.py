import ast

try:
    ast.literal_eval("[" * 100_000 + "]" * 100_000)
except (SyntaxError, RecursionError, MemoryError) as error:
    print(type(error).__name__)
