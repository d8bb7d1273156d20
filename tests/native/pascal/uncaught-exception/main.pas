program Exceptions;
{$mode objfpc}
uses SysUtils;
begin
  try
    WriteLn(StrToInt('x'));
  except
    on e: EConvertError do
      WriteLn('caught ', e.ClassName);
  end;
  try
    raise Exception.Create('boom');
  finally
    WriteLn('finally');
  end;
end.
