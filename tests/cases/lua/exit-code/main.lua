io.write("before ")
local closing <close> = setmetatable({}, { __close = function() io.write("closed\n") end })
local code = arg[1]
if code == "true" then os.exit(true, true) end
if code == "false" then os.exit(false, true) end
os.exit(tonumber(code), true)
