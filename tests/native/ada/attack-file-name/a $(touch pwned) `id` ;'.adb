function Odd return Integer is
begin
   return 1;
end Odd;
