unit Counting;
interface
procedure CountDown(from: LongInt);
implementation
procedure CountDown(from: LongInt);
begin
  Write(from);
  if from = 1 then
    WriteLn
  else
  begin
    Write(' ');
    CountDown(from - 1);
  end;
end;
end.
