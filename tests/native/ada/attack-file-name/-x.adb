function Dashed return Integer is
begin
   return 2;
end Dashed;
