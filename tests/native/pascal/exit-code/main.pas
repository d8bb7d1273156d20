program ExitCodes;
var
  wanted, error: Integer;
begin
  Val(ParamStr(1), wanted, error);
  Write('before');
  Halt(wanted);
end.
