-- Lua cannot sleep, so it watches the clock for an hour.
local till = os.time() + 3600
while os.time() < till do end
