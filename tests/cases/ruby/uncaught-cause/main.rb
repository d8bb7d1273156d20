begin
  [1].lenght
rescue NoMethodError => error
  puts error.message.lines.first
  raise unless error.detailed_message(highlight: false).include?("Did you mean?  length")
end

def load_all
  begin
    1 / 0
  rescue ZeroDivisionError
    raise ArgumentError, "cannot load"
  end
end
load_all
