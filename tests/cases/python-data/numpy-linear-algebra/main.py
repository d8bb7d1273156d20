import numpy as np

a = np.array([[4.0, 1.0, 2.0], [1.0, 3.0, 0.0], [2.0, 0.0, 5.0]])
print(np.linalg.solve(a, [7, 4, 7]).round(9))
print(round(np.linalg.det(a), 6), np.linalg.matrix_rank(a), np.linalg.inv(a).round(4).tolist())
values, vectors = np.linalg.eigh(a)
print(values.round(6), np.allclose(vectors @ np.diag(values) @ vectors.T, a))
u, s, v = np.linalg.svd(np.arange(6.0).reshape(2, 3))
print(s.round(6), np.allclose(u @ np.diag(s) @ v[:2], np.arange(6).reshape(2, 3)))
q, r = np.linalg.qr(a)
print(np.allclose(q @ r, a), np.linalg.norm(a).round(6), np.linalg.cholesky(a)[0])
x, rest, rank, _ = np.linalg.lstsq(np.vander([0, 1, 2, 3], 2), [1, 3, 5, 7], rcond=None)
print(x.round(9), rank)
big = np.ones((200, 200)) @ np.ones((200, 200))
print(big.sum(), np.kron([1, 2], [1, 1]), np.cross([1, 0, 0], [0, 1, 0]))
try:
    np.linalg.inv(np.zeros((2, 2)))
except np.linalg.LinAlgError as error:
    print(error)
