for i = 0, 255 do io.write(string.char(i)) end
