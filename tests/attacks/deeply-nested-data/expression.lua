for _, text in ipairs({ ("("):rep(1000000), ("{"):rep(1000000), ("-"):rep(1000000) .. "1", ("not "):rep(1000000), ("function() return "):rep(100000), ("a."):rep(1000000) .. "b", ("do "):rep(100000) }) do
  print((load("return " .. text)))
end
