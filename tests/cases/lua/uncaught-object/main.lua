error(setmetatable({}, { __tostring = function() return "an error object" end }))
