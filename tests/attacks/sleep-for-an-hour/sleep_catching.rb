loop do
  sleep
rescue Exception
  next
end
