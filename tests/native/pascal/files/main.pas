program Files;
uses SysUtils;
procedure Use(name: string);
var
  f: Text;
  line: string;
begin
  Assign(f, name);
  {$I-}
  Rewrite(f);
  {$I+}
  if IOResult <> 0 then
  begin
    WriteLn('no ', name);
    Exit;
  end;
  WriteLn(f, 'one');
  WriteLn(f, 'two');
  Close(f);
  Reset(f);
  while not Eof(f) do
  begin
    ReadLn(f, line);
    WriteLn(line);
  end;
  Close(f);
  Erase(f);
  if not FileExists(name) then
    WriteLn('gone');
end;
begin
  Use('notes.txt');
  Use('/tmp/notes.txt');
  Use('/usr/x');
end.
