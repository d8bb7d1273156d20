local f = io.open("big", "wb")
f:setvbuf("no")
local total = 0
while total < 1 << 30 do
  local ok, message = f:write(("x"):rep(65536))
  if not ok then
    print("stopped:", message, total <= 4096 * 1024)
    break
  end
  total = total + 65536
end
