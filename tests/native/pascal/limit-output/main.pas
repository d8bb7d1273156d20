program Talks;
begin
  while True do
    WriteLn('again and again and again');
end.
