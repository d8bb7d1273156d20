local less
function less() table.sort({ 2, 1 }, less) return true end
less()
