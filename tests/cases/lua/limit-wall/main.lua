local start = os.time()
while os.time() - start < 60 do end
