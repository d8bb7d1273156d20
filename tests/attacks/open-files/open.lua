local files = {}
for i = 1, 100000 do
  files[i] = io.open("/dev/null")
  if not files[i] then break end
end
print("done")
