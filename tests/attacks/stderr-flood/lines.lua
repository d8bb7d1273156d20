while true do io.stderr:write("an error\n") end
