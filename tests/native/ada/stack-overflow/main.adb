with Ada.Text_IO; use Ada.Text_IO;
procedure Main is
   function Deeper (N : Integer) return Integer is
      Room : array (1 .. 100) of Integer := (others => N);
   begin
      if N < 0 then
         return 1;
      end if;
      return Deeper (N + 1) + Room (N mod 100 + 1);
   end Deeper;
begin
   begin
      Put_Line (Deeper (1)'Image);
   exception
      when Storage_Error => Put_Line ("caught");
   end;
   Put_Line (Deeper (1)'Image);
end Main;
