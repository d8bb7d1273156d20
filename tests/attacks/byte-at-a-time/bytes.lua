io.stdout:setvbuf("no")
while true do io.write("x") end
