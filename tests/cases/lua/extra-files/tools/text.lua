return { shout = function(text) return text:upper() .. "!" end }
