text = "\n".join(f"def f{i}(x, y=[{i}, {i}]):\n    return x + {i} * f{i}(y)" for i in range(1_000_000))
exec(compile(text, "big", "exec"))
