const found {.booldefine.} = true
echo found
