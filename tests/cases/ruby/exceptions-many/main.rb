MANY = 200_000

def count(name, times = MANY)
  caught = 0
  i = 0
  while i < times
    caught += 1 if yield
    i += 1
  end
  puts "#{name}: #{caught}"
end

def nested(depth) = depth.zero? ? raise(ArgumentError, "deep") : [1].sum { nested(depth - 1) }

def first_above(list, limit) = list.each_entry { |x| return x if x > limit }

def deepest
  depth = 0
  descend = ->(n) { depth = n; descend.(n + 1) }
  descend.(0)
rescue SystemStackError
  depth
end

before = deepest
caught = i = 0
while i < MANY
  begin
    raise "again"
  rescue
    caught += 1
  end
  i += 1
end
puts "while: #{caught}"
count("modifier") { (Integer("x") rescue 0).zero? }
count("nested calls", 20_000) { nested(5) rescue true }
ensured = 0
count("ensure") do
  begin
    begin
      nil.missing
    ensure
      ensured += 1
    end
  rescue NoMethodError
    true
  end
end
puts "ensured: #{ensured}"
count("another cause") do
  begin
    raise "one"
  rescue
    raise TypeError, "two"
  end
rescue => e
  e.cause
end
count("catch") { catch(:out) { [1].each { throw :out, true } } }
count("break") { {a: 1}.map { |_, x| break x } }
count("return") { first_above([1, 2, 3], 1) == 2 }
count("from a C function") { [2, 1].sort { raise "again" } rescue true }
count("StopIteration") { loop { raise StopIteration }; true }
count("fiber", 20_000) { Fiber.new { raise "again" }.resume rescue true }
puts "as deep as before: #{deepest == before}"
descend = -> { descend.() }
begin
  descend.()
rescue SystemStackError => e
  puts e.message
end
