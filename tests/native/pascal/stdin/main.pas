program Sum;
var
  n, total: Int64;
begin
  total := 0;
  while not SeekEof do
  begin
    Read(n);
    total := total + n;
  end;
  WriteLn(total);
end.
