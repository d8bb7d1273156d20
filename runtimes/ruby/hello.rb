Greeting = Struct.new(:name) do
  def to_s = "Hello, #{name}!"
end

greeting = case { to: "world" }
in { to: String => name } then Greeting.new(name)
end
puts greeting
