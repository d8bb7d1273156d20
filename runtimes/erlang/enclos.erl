%% Compiles the sources of a submission, and runs its main module: what erlc and escript do, for sources that are called
%% anything, with or without a module's name, and with a main or start of one argument or none.
-module(enclos).
-export([compile/0, run/0]).

-define(OUT, "/tmp/out/").

compile() ->
    group_leader(whereis(standard_error), self()),
    ok = filelib:ensure_dir(?OUT),
    {Options, [_ | Sources]} = lists:splitwith(fun(Arg) -> Arg =/= "--" end, init:get_plain_arguments()),
    Modules = [compile(Source, Options) || Source <- Sources],
    case lists:member(error, Modules) of
        true ->
            halt(1);
        false ->
            ok = file:write_file([?OUT, "module"], atom_to_list(hd(Modules))),
            halt(0)
    end.

compile(Source, Options) ->
    Given = [binary, report, no_error_module_mismatch, {i, "."} | [option(Option) || Option <- Options]],
    {File, More} = named(Source, filename:rootname(filename:basename(Source))),
    case compile:file(File, Given ++ More) of
        {ok, Module, Code} when is_binary(Code) ->
            ok = file:write_file([?OUT, atom_to_list(Module), ".beam"], Code),
            Module;
        _ ->
            error
    end.

%% What a source without a module's name has put before it, in the manner of escript.
named(Source, Name) ->
    {ok, Text} = file:read_file(Source),
    case {re:run(Text, "^\\s*-\\s*module\\b", [multiline]), Text} of
        {{match, _}, _} ->
            {Source, []};
        {nomatch, _} ->
            File = "/tmp/" ++ Name ++ ".erl",
            Head = io_lib:format("-module('~ts').~n-compile(export_all).~n-file(\"~ts\", 1).~n", [Name, Source]),
            Body = re:replace(Text, "^#!", "%%", [{return, binary}]),
            ok = file:write_file(File, [unicode:characters_to_binary(Head), Body]),
            {File, [nowarn_export_all]}
    end.

option("-D" ++ Name) -> {d, list_to_atom(Name)};
option("-W") -> report_warnings;
option("-Wall") -> report_warnings;
option("-Werror") -> warnings_as_errors.

run() ->
    {ok, Name} = file:read_file([?OUT, "module"]),
    Module = binary_to_atom(Name),
    {module, Module} = code:ensure_loaded(Module),
    Entries = [{main, 1}, {main, 0}, {start, 1}, {start, 0}],
    try
        case [Entry || {Function, Arity} = Entry <- Entries, erlang:function_exported(Module, Function, Arity)] of
            [{Function, 1} | _] -> Module:Function(init:get_plain_arguments());
            [{Function, 0} | _] -> Module:Function();
            [] -> io:format(standard_error, "there is no main/1, main/0, start/1 or start/0 in ~ts~n", [Name]), halt(127)
        end,
        halt(0)
    catch
        Class:Reason:Stack ->
            io:format(standard_error, "~ts~n", [erl_error:format_exception(Class, Reason, Stack)]),
            halt(127)
    end.
