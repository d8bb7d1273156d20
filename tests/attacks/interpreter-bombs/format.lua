print(("%99.99f"):rep(10000000):format(table.unpack({}, 1, 200)))
