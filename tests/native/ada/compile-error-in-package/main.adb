package Numbers is
   function One return Integer;
end Numbers;
package body Numbers is
   function One return Integer is
     ("one");
end Numbers;
with Numbers;
procedure Main is
   N : Integer := Numbers.One;
begin
   null;
end Main;
