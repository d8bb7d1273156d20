from decimal import Decimal, getcontext

getcontext().prec = 10**9
print(Decimal(2).sqrt())
