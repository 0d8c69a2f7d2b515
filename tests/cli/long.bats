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
    [ -z "$(find . -name '*.new' -o -name '.*partial*')" ]
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
    "$RECEPT" run -q "$SOURCE/configs/spark-uncertain.cfg" -n 3001 --no-plots -o whole_unknown >/dev/null
    in_stages unknown "$SOURCE/configs/spark-uncertain.cfg" -n 3001
    same_tables whole_unknown unknown
}

@test "kept while it runs, and an interrupted run goes on" {
    "$RECEPT" run "$CONFIG" -n 100000000 --no-plots -o r --checkpoint 0.3s 2>err &
    pid=$!
    for ((i = 0; i < 100; i++)); do
        [ ! -e r.checkpoint ] || break
        sleep 0.1
    done
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
    sleep 0.5
    kill -INT $pid
    wait $pid || true
    grep -q 'nothing was written' err
    [ -z "$(find . -name '*.checkpoint*')" ]
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
    refused 'the number of campaigns changed from 500000 to 500001' -n 500001
    refused 'the config changed' -n 500000 --set choice.overlap=0.123
    refused 'the list of strategies changed' -n 500000 --strategy spark
    refused '--precision changed from 0 to 0.001' -n 500000 --precision 0.001
    refused '--fixed changed' -n 500000 --fixed
    head -c 5000 before >r.checkpoint
    run "$RECEPT" run "$CONFIG" -n 500000 --no-plots -o r --resume
    [ "$status" -eq 3 ]
    [[ $output == *"is damaged"* ]]
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
