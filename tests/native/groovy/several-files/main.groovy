import shapes.Square

println new Square(side: 4).area
