from pathlib import Path

import shapes
from tools.text import shout

for line in Path("data/sides.txt").read_text().splitlines():
    print(shapes.area(*map(float, line.split())))
print(shout("done"), Path("none.txt").exists(), sorted(p.name for p in Path("data").iterdir()))
