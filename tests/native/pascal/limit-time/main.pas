program Forever;
begin
  while True do;
end.
