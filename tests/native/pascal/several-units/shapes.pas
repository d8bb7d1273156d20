unit Shapes;
interface
function Area(side: LongInt): LongInt;
implementation
function Area(side: LongInt): LongInt;
begin
  Area := side * side;
end;
end.
