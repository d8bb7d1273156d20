import numpy as np

a = np.ones((100, 100))
while True:
    a = a @ a / 100
