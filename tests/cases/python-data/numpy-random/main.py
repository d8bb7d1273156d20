import random

import numpy as np
import pandas as pd

generator = np.random.default_rng(42)
print(generator.integers(0, 100, 5).tolist(), generator.normal(size=2).round(6).tolist())
np.random.seed(7)
print(np.random.rand(2).round(6).tolist(), np.random.permutation(5).tolist(), np.random.choice(["a", "b"], 3).tolist())
random.seed(1)
print(random.random(), random.randint(1, 6))
print(pd.Series(range(5)).sample(3, random_state=3).tolist())
