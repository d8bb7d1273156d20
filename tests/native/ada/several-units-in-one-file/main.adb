generic
   type Item is private;
   Size : Positive;
package Stacks is
   procedure Push (X : Item);
   function Pop return Item;
private
   procedure Nothing is null;
end Stacks;

package body Stacks is
   Items : array (1 .. Size) of Item;
   Top   : Natural := 0;
   procedure Push (X : Item) is
   begin
      Top := Top + 1;
      Items (Top) := X;
   end Push;
   function Pop return Item is separate;
end Stacks;

separate (Stacks)
function Pop return Item is
begin
   Top := Top - 1;
   return Items (Top + 1);
end Pop;

package Tools is
end Tools;

package Tools.More is
   function Seven return Integer is (7);
end Tools.More;

procedure Helper (Text : out String);

procedure Helper (Text : out String) is
begin
   Text := "helped";
end Helper;

with Ada.Text_IO; use Ada.Text_IO;
with Stacks; with Tools.More;
with Helper;
--  procedure Not_This is
procedure Everything is
   package Numbers is new Stacks (Integer, 10);
   Text : String (1 .. 6);
begin
   for I in 1 .. 3 loop
      Numbers.Push (I);
   end loop;
   Put ("stack:");
   for I in 1 .. 3 loop
      Put (Numbers.Pop'Image);
   end loop;
   New_Line;
   Helper (Text);
   Put (Character'Val (Character'Pos ('0') + Tools.More.Seven) & " " & Text);
   New_Line;
end Everything;
