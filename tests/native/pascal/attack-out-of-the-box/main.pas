program Looks;
uses SysUtils;
procedure Look(name: string);
var
  f: File;
begin
  Assign(f, name);
  FileMode := 0;
  {$I-}
  Reset(f, 1);
  {$I+}
  if (IOResult <> 0) and not DirectoryExists(name) then
    WriteLn('no ', name)
  else
    WriteLn('found ', name);
end;
begin
  Look('/etc/shadow');
  Look('/root/.ssh');
  Look('/home');
  Look('/var/lib/dpkg');
  Look('/sys');
end.
