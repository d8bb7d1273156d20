local a, b = io.read("n", "n")
if not b then
  io.stderr:write("two numbers, please\n")
  os.exit(2)
end
print(a + b)
