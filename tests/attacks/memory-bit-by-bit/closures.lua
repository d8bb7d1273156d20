local chain
while true do
  local before = chain
  chain = function() return before end
end
