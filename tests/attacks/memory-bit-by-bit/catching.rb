# NoMemoryError can be rescued; the loop goes on and the limit holds.
all = []
while true
  begin
    all << "x" * (1 << 20)
  rescue NoMemoryError
    next
  end
end
