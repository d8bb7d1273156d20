Greeting = Struct.new(:name) do
  def to_s = "Hello, #{name}!"
end

greeter = Fiber.new { Fiber.yield Greeting.new("world") }
puts greeter.resume
