import numpy as np
from lxml import etree
from scipy import integrate, linalg, optimize, sparse, special, stats

print(round(optimize.brentq(lambda x: x**3 - 2, 0, 2), 9), optimize.minimize(lambda v: (v[0] - 1) ** 2 + (v[1] + 2) ** 2, [0, 0]).x.round(4))
print(round(integrate.quad(np.exp, 0, 1)[0], 9), special.gamma(5), round(stats.norm.cdf(1.96), 6))
print(optimize.linprog([-1, -2], A_ub=[[1, 1]], b_ub=[4], bounds=[(0, 3), (0, 3)]).x)
print(sparse.csr_matrix([[0, 2], [3, 0]]).dot([1, 1]), linalg.expm(np.zeros((2, 2))))
print(stats.ttest_ind([1, 2, 3], [2, 3, 4]).pvalue.round(6))
print(etree.fromstring("<a><b x='1'>t</b></a>").xpath("//b/@x"), etree.tostring(etree.XML("<r><i/></r>")))
