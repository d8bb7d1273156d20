while true do
  print("out")
  io.stderr:write("err\n")
end
