with Ada.Text_IO; use Ada.Text_IO;
procedure Main is
   function Half (N : Integer) return Integer is (N / 2)
     with Pre => N mod 2 = 0;
begin
   Put_Line (Half (4)'Image);
   Put_Line (Half (5)'Image);
end Main;
