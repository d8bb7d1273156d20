import numpy as np
import pandas as pd

assert int(np.arange(1, 5).sum()) == 10
frame = pd.DataFrame({"word": ["Hello", "world"], "end": [", ", "!"]})
print("".join(frame.to_numpy().ravel()))
