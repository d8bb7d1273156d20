program Arguments;
uses SysUtils;
var
  i: Integer;
begin
  WriteLn(ParamCount);
  for i := 1 to ParamCount do
    WriteLn('[', ParamStr(i), ']');
  WriteLn(GetEnvironmentVariable('NAME'));
  WriteLn('(', GetEnvironmentVariable('OTHER'), ')');
end.
