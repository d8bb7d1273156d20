program Warns;
procedure Show;
var
  unset: Integer;
begin
  if ParamCount > 5 then
    WriteLn(unset);
  WriteLn(0);
end;
begin
  Show;
end.
