program Threads;
{$mode objfpc}
uses cthreads, Classes, SysUtils;
type
  TWorker = class(TThread)
    procedure Execute; override;
  end;
var
  guard: TRTLCriticalSection;
  total: Integer = 0;
procedure TWorker.Execute;
var
  i: Integer;
begin
  for i := 1 to 1000 do
  begin
    EnterCriticalSection(guard);
    Inc(total);
    LeaveCriticalSection(guard);
  end;
end;
var
  workers: array[1..4] of TWorker;
  i: Integer;
begin
  InitCriticalSection(guard);
  for i := 1 to 4 do
    workers[i] := TWorker.Create(False);
  for i := 1 to 4 do
    workers[i].WaitFor;
  WriteLn(total);
end.
