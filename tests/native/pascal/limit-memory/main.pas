program Grows;
var
  block: Pointer;
begin
  while True do
  begin
    GetMem(block, 1 shl 20);
    FillChar(block^, 1 shl 20, 1);
  end;
end.
