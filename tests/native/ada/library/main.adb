with Ada.Text_IO; use Ada.Text_IO;
with Ada.Float_Text_IO; use Ada.Float_Text_IO;
with Ada.Containers.Indefinite_Ordered_Maps;
with Ada.Numerics.Elementary_Functions; use Ada.Numerics.Elementary_Functions;
with Ada.Numerics.Big_Numbers.Big_Integers; use Ada.Numerics.Big_Numbers.Big_Integers;
with Ada.Characters.Handling; use Ada.Characters.Handling;
with Ada.Strings.Fixed; use Ada.Strings.Fixed;
with Ada.Calendar.Formatting; use Ada.Calendar;
procedure Main is
   package Maps is new Ada.Containers.Indefinite_Ordered_Maps (String, Integer);
   Words     : Maps.Map;
   Factorial : Big_Integer := 1;
begin
   Words.Insert ("cherry", 3);
   Words.Insert ("apple", 1);
   Words.Insert ("banana", 2);
   for C in Words.Iterate loop
      Put_Line (Maps.Key (C) & Integer'Image (Words (C)));
   end loop;
   Put (Ada.Numerics.Pi, Fore => 2, Aft => 3, Exp => 0);
   New_Line;
   Put (Sqrt (2.0), Fore => 1, Aft => 5, Exp => 0);
   New_Line;
   Put_Line (To_Upper ("hello") & Index ("hello", "lo")'Image);
   Put_Line (Ada.Calendar.Formatting.Image (Time_Of (2024, 2, 29) + 86_400.0) (1 .. 10));
   for I in 1 .. 100 loop
      Factorial := Factorial * To_Big_Integer (I);
   end loop;
   Put_Line (Trim (To_String (Factorial), Ada.Strings.Both));
end Main;
