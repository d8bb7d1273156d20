procedure Main is
begin
   delay 60.0;
end Main;
