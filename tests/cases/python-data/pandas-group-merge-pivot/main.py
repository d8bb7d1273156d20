import numpy as np
import pandas as pd

sales = pd.DataFrame({"shop": list("ABABCA"), "item": ["pen", "pen", "ink", "ink", "pen", "ink"], "n": [3, 1, 4, 1, 5, 9]})
shops = pd.DataFrame({"shop": ["A", "B", "D"], "town": ["Aix", "Bonn", "Delft"]})
print(sales.groupby("shop").n.agg(["sum", "mean", "max"]))
print(sales.merge(shops, on="shop", how="left"))
print(sales.pivot_table(index="shop", columns="item", values="n", aggfunc="sum", fill_value=0))
print(sales.melt(id_vars="shop", value_vars=["n"]).tail(2))
print(sales.groupby("item").n.transform("sum").tolist(), sales.n.rolling(2).mean().tolist())
print(pd.concat([sales.head(1), sales.tail(1)], ignore_index=True))
print(sales.value_counts("shop").to_dict(), sales.query("n > 3 and item == 'ink'").n.sum())
print(pd.crosstab(sales.shop, sales.item))
stamps = pd.date_range("2024-01-30", periods=3, freq="D", tz="Europe/Paris")
print(stamps.strftime("%d %b %H:%M %z").tolist(), (stamps[2] - stamps[0]).days)
print(sales.set_index(["shop", "item"]).sort_index().loc["A"])
print(pd.cut([1, 5, 9], [0, 3, 6, 10], labels=["low", "mid", "high"]).tolist(), pd.Series([1, np.nan, 3]).interpolate().tolist())
print(sales.apply(lambda row: row.shop + str(row.n), axis=1).tolist())
