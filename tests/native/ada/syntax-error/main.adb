with Ada.Text_IO; use Ada.Text_IO;
procedure Main is
begin
   if then
   Put_Line ("x")
end Main;
