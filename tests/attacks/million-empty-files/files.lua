for n = 1, 1000000 do
  local f, message = io.open("f" .. n, "w")
  if not f then
    print("stopped:", message, n <= 501)
    break
  end
  f:close()
end
