#!/usr/bin/env bats
# Long runs: kept, interrupted, gone on with. RECEPT is the program's path.

bats_require_minimum_version 1.5.0

load workplace

same_tables() {
    local file
    for file in "$1"/*.csv; do
        cmp "$file" "$2/$(basename "$file")"
    done
}

# Runs until it is whole, a little at a time; at least once it has to go on. $1: its folder.
in_stages() {
    local folder=$1 code=4 stages=0
    shift
    run "$RECEPT" run -q "$@" --no-plots -o "$folder" --max-time 0.1s
    [ "$status" -eq 4 ]
    [[ $output == *"go on with --resume"* ]]
    [ ! -e "$folder" ]
    [ -s "$folder.checkpoint" ]
    while [ "$code" -eq 4 ]; do
        code=0
        "$RECEPT" run -q "$@" --no-plots -o "$folder" --max-time 1s --resume >/dev/null || code=$?
        stages=$((stages + 1))
        [ "$stages" -lt 100 ]
    done
    [ "$code" -eq 0 ]
    [ ! -e "$folder.checkpoint" ]
    [ -z "$(find . -name '*checkpoint*' -o -name '.*partial*')" ]
}

# A run whose time is up, of a million campaigns of one strategy. $1: its folder.
left_over() {
    local folder=$1
    shift
    run "$RECEPT" run -q "$CONFIG" --strategy spark -n 1000000 --no-plots -o "$folder" --max-time 0.1s "$@"
    [ "$status" -eq 4 ]
    [ -s "$folder.checkpoint" ]
}

@test "out of time, then resumed: the same bytes as in one go" {
    "$RECEPT" run -q "$CONFIG" -n 30000 --no-plots -o whole >/dev/null
    in_stages stages "$CONFIG" -n 30000
    same_tables whole stages
}

@test "the same for a precise run" {
    "$RECEPT" run -q "$CONFIG" -n 300000 --precision 0.0015 --no-plots -o whole >/dev/null
    in_stages stages "$CONFIG" -n 300000 --precision 0.0015
    same_tables whole stages
}

@test "the same for hubs" {
    "$RECEPT" run -q "$SOURCE/configs/national.cfg" -n 5000 --no-plots -o whole_hubs >/dev/null
    in_stages hubs "$SOURCE/configs/national.cfg" -n 5000
    same_tables whole_hubs hubs
}

@test "the same for uncertain numbers" {
    "$RECEPT" run -q "$SOURCE/configs/spark-uncertain.cfg" -n 6001 --no-plots -o whole_unknown >/dev/null
    in_stages unknown "$SOURCE/configs/spark-uncertain.cfg" -n 6001
    same_tables whole_unknown unknown
}

@test "kept while it runs, and an interrupted run goes on" {
    "$RECEPT" run "$CONFIG" -n 100000000 --no-plots -o r --checkpoint 0.3s 2>err &
    pid=$!
    is_kept r.checkpoint
    [ -s r.checkpoint ]
    kill -INT $pid
    code=0
    wait $pid || code=$?
    [ "$code" -eq 130 ]
    grep -q 'interrupted; what was simulated is in r.checkpoint' err
    [ ! -e r ]
    run "$RECEPT" run "$CONFIG" -n 100000000 --no-plots -o r --resume --max-time 0.1s
    [ "$status" -eq 4 ]
}

@test "a short run that is interrupted leaves nothing" {
    "$RECEPT" run "$CONFIG" -n 100000000 --no-plots 2>err &
    pid=$!
    catches $pid 2
    kill -INT $pid
    wait $pid || true
    grep -q 'nothing was written' err
    [ -z "$(find . -name '*.checkpoint*')" ]
}

@test "work that was begun is not begun again in silence" {
    left_over r
    cp r.checkpoint before
    for option in -q --no-plots --threads=1 --precision=0.01; do
        run "$RECEPT" run "$CONFIG" --strategy spark -n 1000000 --no-plots -o r "$option"
        [ "$status" -eq 1 ]
        [[ $output == *"r.checkpoint: this work was begun before, and "*" campaigns of it are done"* ]]
        [[ $output == *"--resume"*"--fresh"* ]]
        cmp before r.checkpoint
        [ ! -e r ]
    done
    run "$RECEPT" run "$CONFIG" --strategy spark -n 1000000 --no-plots -o r --lang nl
    [ "$status" -eq 1 ]
    [[ $output == *"r.checkpoint: dit werk is al begonnen, en "*"--resume"*"--fresh"* ]]
    run "$RECEPT" run "$CONFIG" -n 50 -o r --resume --fresh
    [ "$status" -eq 2 ]
}

@test "afresh: what there was is moved aside, every time" {
    left_over r
    cp r.checkpoint before
    left_over r --fresh
    [[ $output == *"what was simulated before is in r.checkpoint.1"* ]]
    cmp before r.checkpoint.1
    run "$RECEPT" run -q "$CONFIG" --strategy spark -n 2000 --no-plots -o r --fresh
    [ "$status" -eq 0 ]
    [[ $output == *"is in r.checkpoint.2"* ]]
    cmp before r.checkpoint.1
    [ -s r.checkpoint.2 ]
    [ ! -e r.checkpoint ]
}

@test "more campaigns go on, to the same bytes; fewer are refused with what is done" {
    run "$RECEPT" run -q "$CONFIG" -n 20001 --no-plots -o r --max-time 0.1s
    [ "$status" -eq 4 ]
    for option in --resume -q; do
        run "$RECEPT" run "$CONFIG" -n 20000 --no-plots -o r $option
        [ "$status" -eq 1 ]
        [[ $output =~ "r.checkpoint: "[0-9]+" campaigns are done of a run with --replications 20001" ]]
        [ ! -e r ]
    done
    "$RECEPT" run -q "$CONFIG" -n 30011 --no-plots -o r --resume -t 2 >/dev/null
    [ ! -e r.checkpoint ]
    "$RECEPT" run -q "$CONFIG" -n 30011 --no-plots -o whole >/dev/null
    same_tables whole r
}

@test "other work stays, is named, and both go on" {
    left_over r
    cp r.checkpoint before
    run "$RECEPT" run "$CONFIG" --strategy spark -n 300 --seed 5 --no-plots -o r
    [ "$status" -eq 0 ]
    [[ $output == *"r.checkpoint is of other work"*"stays"* ]]
    cmp before r.checkpoint
    [ "$(find . -name 'r.checkpoint*')" = ./r.checkpoint ]
    rm -r r
    in_stages_beside() {
        local code=4
        "$RECEPT" run -q "$CONFIG" -n 30000 --seed 5 --no-plots -o r --max-time 0.1s 2>err || code=$?
        [ "$code" -eq 4 ]
        grep -q 'what was simulated is in r.checkpoint-[0-9a-f]\{8\}: go on with --resume' err
        run "$RECEPT" run -q "$CONFIG" -n 30000 --seed 5 --no-plots -o r
        [ "$status" -eq 1 ]
        [[ $output == *"r.checkpoint-"*"this work was begun before"* ]]
        "$RECEPT" run -q "$CONFIG" -n 30000 --seed 5 --no-plots -o r --resume >/dev/null
    }
    in_stages_beside
    cmp before r.checkpoint
    [ "$(find . -name 'r.checkpoint*')" = ./r.checkpoint ]
    "$RECEPT" run -q "$CONFIG" -n 30000 --seed 5 --no-plots -o whole >/dev/null
    same_tables whole r
}

@test "what is no work of ours stays, and is not written through" {
    echo mine >mine
    for way in "ln -s mine" "cp mine" "mkfifo" "mkdir"; do
        [ "$way" = mkfifo ] || [ "$way" = mkdir ] && $way r.checkpoint || $way r.checkpoint
        run timeout 20 "$RECEPT" run -q "$CONFIG" -n 100000000 --no-plots -o r --max-time 0.1s
        [ "$status" -eq 4 ]
        [[ $output == *"r.checkpoint stays as it is"* ]]
        [ "$(cat mine)" = mine ]
        run timeout 20 "$RECEPT" run "$CONFIG" -n 100000000 --no-plots -o r --max-time 0.1s --resume -q
        [ "$status" -eq 4 ]
        rm -rf r.checkpoint*
    done
}

@test "two runs at a time do not touch each other's work" {
    "$RECEPT" run "$CONFIG" -n 100000000 -t 1 --no-plots -q -o r --checkpoint 0.2s 2>err &
    pid=$!
    is_kept r.checkpoint
    for option in --resume --fresh --max-time=1s; do
        run "$RECEPT" run "$CONFIG" -n 100000000 --no-plots -o r $option
        [ "$status" -eq 1 ]
        [[ $output == *"r.checkpoint: another run keeps its work there, and is under way"* ]]
    done
    run "$RECEPT" run "$CONFIG" -n 100 --no-plots -o r
    [ "$status" -eq 0 ]
    [[ $output == *"another run keeps its work there; this one is not kept"* ]]
    kill -KILL $pid
    wait $pid || true
    run "$RECEPT" run "$CONFIG" -n 100000000 --no-plots -o r --resume --max-time 0.1s -q
    [ "$status" -eq 4 ]
    [ "$(find . -name 'r.checkpoint*')" = ./r.checkpoint ]
}

@test "a disk that is full: what is kept is named" {
    # The thread sanitizer's own start needs a larger file.
    (ulimit -f 2 && exec "$RECEPT" check "$CONFIG") || skip "a program that does not start with such a limit"
    left_over r
    for time in 1s 4s 16s 64s; do # until there is something more to be kept
        code=0
        (
            ulimit -f 2
            exec "$RECEPT" run "$CONFIG" --strategy spark -n 100000000 --no-plots -o r -q --resume --max-time $time
        ) 2>err || code=$?
        [ "$code" -eq 4 ] || break
    done
    [ "$code" -eq 1 ]
    grep -q 'r.checkpoint: cannot be written: File too large' err
    grep -q 'what was simulated is in r.checkpoint: go on with --resume' err
    [ "$(find . -name 'r.checkpoint*')" = ./r.checkpoint ]
}

@test "a run that is ended names what is kept" {
    left_over r
    cp r.checkpoint before
    "$RECEPT" run "$CONFIG" --strategy spark -n 100000000 --no-plots -o r -q --resume --checkpoint 0.3s 2>err &
    pid=$!
    for ((i = 0; i < 600; i++)); do
        cmp -s before r.checkpoint || break
        sleep 0.1
    done
    kill -TERM $pid
    code=0
    wait $pid || code=$?
    echo "status $code: $(cat err)"
    [ "$code" -eq 143 ]
    grep -q 'what was simulated is in r.checkpoint: go on with --resume' err
}

@test "a scheduler's signal: kept at the next chunk, status 4" {
    "$RECEPT" run "$CONFIG" -n 100000000 --no-plots -q -o r --checkpoint 0.3s 2>err &
    pid=$!
    is_kept r.checkpoint
    kill -USR1 $pid
    start=$(date +%s%N)
    code=0
    wait $pid || code=$?
    [ "$code" -eq 4 ]
    [ $((($(date +%s%N) - start) / 1000000)) -lt 5000 ]
    grep -q 'time is up; what was simulated is in r.checkpoint: go on with --resume' err
    [ ! -e r ]
    "$RECEPT" plan "$CONFIG" -n 1000000 --budget 10000 --no-plots -q -o p 2>err &
    pid=$!
    catches $pid 10
    kill -USR1 $pid
    code=0
    wait $pid || code=$?
    [ "$code" -eq 4 ]
    grep -q 'time is up; nothing was written' err
    [ ! -e p ]
}

@test "a search for the best is left and gone on with" {
    search() {
        "$RECEPT" compare -q "$CONFIG" --strategy personal,online_then_personal -n 1000 --no-plots --until-sure 0.95 \
            --difference 0.00002 "$@"
    }
    search -o whole >whole.txt
    "$RECEPT" compare -q "$CONFIG" --strategy personal,online_then_personal -n 1000 --no-plots \
        --until-sure 0.95 --difference 0.00002 -o r --checkpoint 0.1s 2>err &
    pid=$!
    is_kept r.checkpoint
    kill -USR1 $pid
    code=0
    wait $pid || code=$?
    [ "$code" -eq 4 ]
    grep -q 'time is up; what was simulated is in r.checkpoint: go on with --resume' err
    cp r.checkpoint before
    run search -o r
    [ "$status" -eq 1 ]
    [[ $output == *"r.checkpoint: this work was begun before"*"--resume"*"--fresh"* ]]
    run search -o r --resume --value 5000 --difference 100
    [ "$status" -eq 3 ]
    [[ $output == *"cannot go on, as --value changed from - to 5000"* ]]
    run "$RECEPT" run "$CONFIG" --strategy personal,online_then_personal -n 1000 --no-plots -o r --resume
    [ "$status" -eq 3 ]
    [[ $output == *"as the command changed from compare to run"* ]]
    cmp before r.checkpoint
    search -o r --resume >stages.txt
    cmp whole.txt stages.txt
    same_tables whole r
    [ -z "$(find . -name 'r.checkpoint*')" ]
    # Of more campaigns the comparison is another, and so is the search after it.
    cp before r2.checkpoint
    run search -n 1500 -o r2 --resume
    [ "$status" -eq 3 ]
    [[ $output == *"cannot go on, as -n changed from 1000 to 1500"* ]]
    cmp before r2.checkpoint
    run "$RECEPT" compare "$CONFIG" --max-time 1s
    [ "$status" -eq 2 ]
    [[ $output == *"need --until-sure"* ]]
}

@test "what changed is told, status 3, and the file stays" {
    run "$RECEPT" run "$CONFIG" -n 50000 --no-plots -o r --resume
    [ "$status" -eq 3 ]
    [[ $output == *"r.checkpoint: there is no such run to go on with"* ]]
    "$RECEPT" run -q "$CONFIG" -n 500000 --no-plots -o r --max-time 0.1s || [ $? -eq 4 ]
    cp r.checkpoint before
    refused() {
        local words=$1
        shift
        run "$RECEPT" run "$CONFIG" --no-plots -o r --resume "$@"
        [ "$status" -eq 3 ]
        [[ $output == *"$words"* ]]
        [ ! -e r ]
        cmp before r.checkpoint
    }
    refused 'the seed changed from 20240313 to 5' -n 500000 --seed 5
    refused 'the config changed' -n 500000 --set choice.overlap=0.123
    refused 'the list of strategies changed' -n 500000 --strategy spark
    refused '--fixed changed' -n 500000 --fixed
    head -c 5000 before >r.checkpoint
    run "$RECEPT" run "$CONFIG" -n 500000 --no-plots -o r --resume
    [ "$status" -eq 3 ]
    [[ $output == *"is damaged"* ]]
    # Another version is named, and its work stays.
    cp before r.checkpoint
    printf '9.9.9' | dd of=r.checkpoint bs=1 seek=96 conv=notrunc status=none
    printf '%s' "$(tail -c +97 r.checkpoint | sha256sum | cut -c 1-64)" |
        dd of=r.checkpoint bs=1 seek=32 conv=notrunc status=none
    cp r.checkpoint before
    refused 'was written by recept 9.9.9 (' -n 500000
    run "$RECEPT" run "$CONFIG" -n 50 --no-plots -o r
    [ "$status" -eq 0 ]
    [[ $output == *"was written by recept 9.9.9 ("*"r.checkpoint stays as it is"* ]]
    cmp before r.checkpoint
}

@test "times have units, and single campaigns do not go on" {
    for time in 0 -1 x 5d 5mm 1e9; do
        run "$RECEPT" run "$CONFIG" -n 50 --max-time="$time"
        [ "$status" -eq 2 ]
        [[ $output == *"is not a time"* ]]
    done
    for time in 90s 2m 1h 3; do
        "$RECEPT" run -q "$CONFIG" -n 50 --no-plots --max-time "$time" >/dev/null
    done
    run "$RECEPT" run "$CONFIG" -n 50 --save-replications --max-time 1h
    [ "$status" -eq 2 ]
    [[ $output == *"--save-replications"* ]]
}

@test "Ctrl-C while plots are drawn ends within a second" {
    mkdir bin
    printf '#!/bin/sh\ntouch "%s/drawing"\nsleep 30\n' "$WORK" >bin/gnuplot
    chmod +x bin/gnuplot
    PATH="$WORK/bin:$PATH" "$RECEPT" run "$CONFIG" -n 50 >out 2>err 3>&- &
    pid=$!
    for ((i = 0; i < 100; i++)); do
        [ ! -e drawing ] || break
        sleep 0.1
    done
    [ -e drawing ]
    kill -INT $pid
    start=$(date +%s%N)
    code=0
    wait $pid || code=$?
    [ "$code" -eq 130 ]
    [ $((($(date +%s%N) - start) / 1000000)) -lt 1000 ]
    [ ! -e results ]
}
