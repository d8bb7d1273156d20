local again
function again() return again() end
again()
