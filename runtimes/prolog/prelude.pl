% Loaded once, when the snapshot is made: libraries that programs use without saying so, and what runs a script. None of these
% changes how a program that does not name it is compiled or how its errors are told; all others are loaded as they are named.
:- module(enclos, [run/1]).

:- use_module(library(lists), []).
:- use_module(library(apply), []).
:- use_module(library(error), []).
:- use_module(library(debug), []).
:- use_module(library(option), []).
:- use_module(library(pairs), []).
:- use_module(library(assoc), []).
:- use_module(library(rbtrees), []).
:- use_module(library(ordsets), []).
:- use_module(library(ugraphs), []).
:- use_module(library(readutil), []).
:- use_module(library(random), []).
:- use_module(library(gensym), []).
:- use_module(library(strings), []).
:- use_module(library(dcg/basics), []).
:- use_module(library(dcg/high_order), []).
:- use_module(library(solution_sequences), []).
:- use_module(library(nb_set), []).
:- use_module(library(heaps), []).
:- use_module(library(occurs), []).
:- use_module(library(terms), []).
:- use_module(library(main), []).
:- use_module(library(prolog_code), []).
:- use_module(library(ansi_term), []).
:- use_module(library(date), []).
:- use_module(library(dif), []).
:- use_module(library(when), []).
:- use_module(library(dicts), []).
:- use_module(library(aggregate), []).

:- set_prolog_flag(toplevel_goal, halt).
:- set_prolog_flag(encoding, utf8).
:- set_stream(user_input, encoding(utf8)).
:- set_stream(user_output, encoding(utf8)).
:- set_stream(user_error, encoding(utf8)).

run([_, Script|Arguments]) :-
    set_prolog_flag(argv, Arguments),
    catch(load_files(user:Script, []), Error, print_message(error, Error)),
    '$toplevel':run_program_init,
    '$toplevel':run_main_init(false).
