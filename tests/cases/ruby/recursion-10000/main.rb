def depth(n) = n == 0 ? 0 : 1 + depth(n - 1)

def endless(n) = endless(n + 1) + 1

puts depth(9000)
puts Array.new(1) { depth(9000) }.sum
2.times do
  endless(0)
rescue SystemStackError => error
  puts error.message
end
nested = []
3000.times { nested = [nested] }
puts nested.flatten.empty?
