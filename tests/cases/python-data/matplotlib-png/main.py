import matplotlib.pyplot as plt
import numpy as np

figure, axes = plt.subplots(figsize=(3, 2))
x = np.linspace(0, 6, 50)
axes.plot(x, np.sin(x), label="sine")
axes.bar([1, 2], [0.5, -0.5])
axes.set_title("Über α")
axes.legend()
figure.savefig("/tmp/plot.png")
data = open("/tmp/plot.png", "rb").read()
print(data[:8], len(data) > 3000)
from PIL import Image
print(Image.open("/tmp/plot.png").size)
