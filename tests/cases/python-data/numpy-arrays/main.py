import numpy as np

a = np.arange(12).reshape(3, 4)
print(a)
print(a[:, 1:3].T, a.sum(axis=0), a.mean(), a[a % 2 == 0])
print((a[:, :, None] * np.array([1, 10])).shape, (a + np.array([[1], [2], [3]])).tolist())
print(np.linspace(0, 1, 5), np.float64(1) / 3, np.array([1.5, np.nan, np.inf]))
print(np.where(a > 5, "big", "small")[1], np.unique([3, 1, 2, 3, 1], return_counts=True)[1])
print(np.array(["x", "yy"]).dtype, np.zeros(2, dtype="f4").dtype, np.sort([3, 1, 2])[::-1])
print(np.concatenate([[1, 2], [3]]), np.stack([[1, 2], [3, 4]], axis=1), np.cumsum([1, 2, 3]))
print(np.fft.fft([1, 0, 0, 0]).real, np.round(np.abs(np.fft.rfft(np.sin(np.arange(8) * np.pi / 2))), 6))
records = np.array([("a", 1), ("b", 2)], dtype=[("name", "U4"), ("n", "i8")])
print(records["n"].sum(), records[records["n"] > 1]["name"][0])
print(np.array([2**62, 1], dtype=np.int64).sum(), np.uint8(250) + np.uint8(3))
with np.errstate(divide="ignore"):
    print(np.array([1.0, -1.0]) / 0)
print(np.polyfit([0, 1, 2], [1, 3, 5], 1).round(6), np.interp(1.5, [1, 2], [10, 20]))
print(np.datetime64("2024-02-28") + np.arange(3), np.einsum("ij,j->i", a, [1, 0, 2, 0]))
