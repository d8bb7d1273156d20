for text in ("(" * 1_000_000, "-" * 1_000_000 + "1", "x" + "[0]" * 1_000_000, "lambda: " * 100_000 + "1", "1" + "+1" * 1_000_000):
    try:
        compile(text, "deep", "eval")
    except (SyntaxError, RecursionError, MemoryError) as error:
        print(type(error).__name__)
