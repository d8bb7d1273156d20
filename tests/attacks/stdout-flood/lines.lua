while true do print("the same line again and again") end
