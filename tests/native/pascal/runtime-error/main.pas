program Errors;
{$R+}
var
  numbers: array[1..3] of Integer;
  index, zero: Integer;
  nothing: ^Integer;
begin
  WriteLn(ParamStr(1));
  zero := 0;
  nothing := nil;
  case ParamStr(1) of
    'division': WriteLn(1 div zero);
    'range':
      begin
        index := ParamCount + 3;
        numbers[index] := 1;
      end;
    'number': Read(index);
    'pointer': nothing^ := 1;
  end;
end.
