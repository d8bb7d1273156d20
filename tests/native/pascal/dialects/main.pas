program Dialect;
type
  TThing = class
    function Two: Integer;
  end;
function TThing.Two: Integer;
begin
  Result := 2;
end;
begin
  WriteLn(SizeOf(Integer), ' ', TThing.Create.Two);
end.
