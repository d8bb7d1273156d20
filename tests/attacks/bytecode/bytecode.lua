local code = string.dump(function(a, b) return a + b, { a } end)
for i = 1, #code do
  for _, byte in ipairs({ 0, 127, 255 }) do
    local f = load(code:sub(1, i - 1) .. string.char(byte) .. code:sub(i + 1), "broken", "b")
    if f then pcall(f, 1, 2) end
  end
end
print("done")
