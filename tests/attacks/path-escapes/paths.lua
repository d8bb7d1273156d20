local target = arg[1]
local prefixes = { "", "/", "//", "..", ("../"):rep(12), "/../..", "./..", "/tmp/../../..", "/proc/self/root" }
for i, prefix in ipairs(prefixes) do
  local path = prefix .. target
  for _, mode in ipairs({ "r", "r+", "rb" }) do
    local f, problem = io.open(path, mode)
    print(mode, f and f:read("a") or "denied", problem)
    if f and mode == "r+" then f:write("damaged") end
    if f then f:close() end
  end
  print("slash", io.open(path .. "/"))
  print("load", loadfile(path))
  print("dofile", pcall(dofile, path))
  print("rename", os.rename(path, "taken" .. i))
  print("remove", os.remove(path))
  package.path = path
  package.cpath = path
  print("require", (pcall(require, "m" .. i)))
  print("loadlib", pcall(package.loadlib or error, path, "*"))
end
print("done")
