local shapes = {}

function shapes.area(w, h)
  return w * h
end

return shapes
