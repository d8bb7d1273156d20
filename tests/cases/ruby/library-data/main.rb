p defined?(JSON), defined?(Date), defined?(Matrix)
require "json"
puts JSON.generate({ a: [1, nil, 2.5, "x"], "b" => { c: true } })
puts JSON.pretty_generate([1, { "x" => "é" }])
p JSON.parse('{"a": [1, 2, {"b": null}]}', symbolize_names: true)
begin
  JSON.parse("[1, }")
rescue JSON::ParserError => error
  puts error.class
end
require "date"
puts Date.new(2024, 2, 29).next_year, (Date.parse("2024-03-01") - Date.new(2024, 2, 1)).to_i
puts DateTime.new(2001, 2, 3, 4, 5, 6).iso8601, Date.valid_date?(2023, 2, 29), Date.new(2026, 11, 21).strftime("%a %j %U")
require "time"
puts Time.parse("2020-01-01 12:00 UTC").iso8601, Time.at(0).utc.httpdate
require "csv"
p CSV.parse("a,b\n1,\"x, y\"\n", headers: true).map(&:to_h), ["q\"r", nil, 3].to_csv
require "yaml"
puts({ "list" => [1, "two", nil], "map" => { "k" => 1.5 } }.to_yaml)
p YAML.load("- 1\n- b: c\n")
require "set"
p Set[3, 1, 2] | [4], Set[1, 2].subset?(Set[1, 2, 3]), Set.new("a".."c").include?("b")
require "ostruct"
p OpenStruct.new(a: 1, b: "x").to_h
require "matrix"
p Matrix[[1, 2], [3, 4]].determinant, Matrix[[2, 0], [0, 2]] * Vector[1, 2], Matrix.identity(2).to_a
require "prime"
p Prime.first(6), 360.prime_division, 97.prime?
p require("json")
