program Wrong;
begin
  WriteLn('never printed');
  WriteLn(undeclared_name);
end.
