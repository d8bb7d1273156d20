program Units;
uses Shapes, Counting;
{$I names.inc}
var
  sides: Text;
  side: LongInt;
begin
  Assign(sides, 'data/sides.txt');
  Reset(sides);
  ReadLn(sides, side);
  Close(sides);
  WriteLn(ShapeName, ' ', Area(side));
  CountDown(3);
end.
