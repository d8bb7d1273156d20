with Ada.Text_IO; use Ada.Text_IO;
procedure Greeting is
begin
   Put_Line ("Hello, world!");
end Greeting;
