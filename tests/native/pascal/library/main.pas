program Shows;
{$mode objfpc}{$H+}
uses SysUtils, Classes, Math, fgl, fpjson, RegExpr, DateUtils;
type
  TCounts = specialize TFPGMap<string, Integer>;
var
  words: TStringList;
  counts: TCounts;
  json: TJSONObject;
  pattern: TRegExpr;
begin
  words := TStringList.Create;
  words.CommaText := 'cherry,apple,banana';
  words.Sort;
  words.Delimiter := ' ';
  WriteLn(words.DelimitedText);
  WriteLn(Format('%.3f|%5d|%.4x', [Pi, 42, 255]).ToLower);
  WriteLn(FormatDateTime('yyyy-mm-dd', IncDay(EncodeDate(2024, 2, 29), 1)));
  counts := TCounts.Create;
  counts['a'] := 1;
  counts['c'] := 3;
  WriteLn(counts.Keys[1], '=', counts.Data[1]);
  json := TJSONObject.Create(['a', 1]);
  WriteLn(json.AsJSON);
  pattern := TRegExpr.Create('([0-9]+)');
  pattern.Exec('abc 12 def');
  WriteLn(pattern.Match[1]);
end.
