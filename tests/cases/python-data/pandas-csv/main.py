import io
import sys

import pandas as pd

frame = pd.read_csv(sys.stdin, parse_dates=["day"])
print(frame)
print(frame.dtypes.to_string())
print(frame.describe().round(3))
frame.to_csv("/tmp/out.csv", index=False)
again = pd.read_csv("/tmp/out.csv")
print(again.shape, open("/tmp/out.csv").read().splitlines()[1])
print(frame.assign(total=frame.n * frame.price).sort_values("total", ascending=False).to_csv(index=False), end="")
print(frame.set_index("day").price.resample("ME").sum())
print(pd.read_csv(io.StringIO("a;b\n1,5;x\n"), sep=";", decimal=",").to_json(orient="records"))
print(frame.isna().sum().to_dict(), frame.name.str.upper().fillna("-").tolist())
