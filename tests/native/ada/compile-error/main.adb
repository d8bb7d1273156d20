package Numbers is
   function One return Integer;
end Numbers;
package body Numbers is
   function One return Integer is
     ("one");
end Numbers;
with Ada.Text_IO; use Ada.Text_IO;
procedure Main is
begin
   Put_Line (Undeclared_Name);
end Main;
