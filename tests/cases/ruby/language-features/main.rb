# frozen_string_literal: true

fiber = Fiber.new do |x|
  y = Fiber.yield(x + 1)
  Fiber.yield(y * 2)
  :done
end
p fiber.resume(1), fiber.resume(5), fiber.resume, fiber.alive?

numbers = Enumerator.new { |yielder| 1.step { |n| yielder << n } }
p numbers.lazy.select(&:even?).map { |n| n * n }.first(3), numbers.next, numbers.next, numbers.peek

config = { name: "x", list: [1, 2, 3], nested: { on: true } }
case config
in { name: String => name, list: [first, *rest], nested: { on: } } if on
  p name, first, rest
end
result = [1, [2, 3]] in [Integer => a, [b, *]]
p result, a, b
begin
  case 5
  in String then nil
  end
rescue NoMatchingPatternError => error
  puts error.message
end

Point = Struct.new(:x, :y) do
  include Comparable
  def <=>(other) = x <=> other.x
end
p Point.new(1, 2) < Point.new(2, 0), [Point.new(3, 0), Point.new(1, 0)].min, Point.new(5, 5).clamp(Point.new(0, 0), Point.new(4, 4))
Coordinate = Data.define(:lat, :lng) do
  def +(other) = with(lat: lat + other.lat)
end
p Coordinate.new(lat: 1, lng: 2) + Coordinate.new(3, 4)
begin
  Coordinate.new(1)
rescue ArgumentError => error
  puts error.message
end

module Loud
  refine(String) { def loud = "#{upcase}!" }
end
using Loud
p "a".loud
begin
  "abc" << "d"
rescue FrozenError => error
  puts error.message
end

p 2**100, 10.pow(1000, 7), Rational(1, 3) + 1, Complex(1, 2) * Complex(0, 1), 0.1 + 0.2, 7.fdiv(2), -7 / 2, 1234.digits
p [3, 1, 2].sort_by { -it }, %w[a b c].each_slice(2).to_a, (1..4).each_cons(2).map { _1 + _2 }, [1, 2, 2].tally, (1..6).partition(&:odd?)
printf("%05.2f|%-5s|%+d|%x|%e\n", 3.14159, "ab", 5, 255, 12345.678)
def keywords(a, b = 2, *c, d:, e: 5, **f, &) = [a, b, c, d, e, f]
p keywords(1, d: 3), keywords(1, 2, 3, d: 4, z: 6), method(:keywords).arity
p catch(:found) { 10.times { |i| throw :found, i if i == 3 } }
puts <<~TEXT
  indented
    more
TEXT
counter = Class.new { attr_accessor :value; def method_missing(name, ...) = name.end_with?("?") ? true : super; def respond_to_missing?(*) = true }.new
p counter.anything?, (counter.other rescue $!.class), ObjectSpace.each_object(Class).any?
p [1, [2, [3, nil]]].flatten.compact.sum, { a: 1 }.transform_values { _1 + 1 }, "x=1;y=2".scan(/(\w)=(\d)/).to_h
p Queue.new.push(1).pop, Mutex.new.synchronize { :locked }, __method__.inspect, binding.local_variable_defined?(:fiber)
