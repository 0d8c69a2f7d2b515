#!/usr/bin/env bats
# The program as several ranks. RECEPT is its path, MPIRUN that of mpirun.

bats_require_minimum_version 1.5.0

load ../cli/workplace

# As root, on fewer cores than ranks, in a container.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_btl_vader_single_copy_mechanism=none

# $1 ranks.
ranks() {
    local n=$1
    shift
    "$MPIRUN" -n "$n" "$RECEPT" "$@" 3>&-
}

same_tables() {
    local file
    for file in "$1"/*.csv; do
        cmp "$file" "$2/$(basename "$file")"
    done
}

@test "two ranks give the bytes of one, and speak once" {
    "$RECEPT" run -q "$CONFIG" -n 3000 -o one >one.txt
    run --separate-stderr ranks 2 run "$CONFIG" -n 3000 -o two
    [ "$status" -eq 0 ]
    printf '%s\n' "$output" >two.txt
    cmp one.txt two.txt
    [ "$(printf '%s\n' "$stderr" | grep -c 'results are in two')" -eq 1 ]
    same_tables one two
    [ -s two/plots/funnel.svg ]
    grep -q '"ranks": 2' two/manifest.json
    [ -z "$(find . -name '.*partial*')" ]
}

@test "more ranks than parts, threads in each, hubs, pairs, a precise run, single campaigns" {
    several() {
        "$RECEPT" run -q "$@" --no-plots -o one >/dev/null
        ranks 3 run -q "$@" --no-plots -o three -t 2 >/dev/null
        same_tables one three
    }
    several "$CONFIG" -n 100 --strategy spark
    several "$SOURCE/configs/national.cfg" -n 600
    several "$SOURCE/configs/spark-uncertain.cfg" -n 1001
    several "$CONFIG" -n 100000 --precision 0.004
    several "$CONFIG" -n 1500 --save-replications
}

@test "the first rank writes the workbook, the same bytes as one process" {
    "$RECEPT" run -q "$CONFIG" -n 1500 --save-replications --no-plots -o one --xlsx one.xlsx >/dev/null
    ranks 2 run -q "$CONFIG" -n 1500 --save-replications --no-plots -o two --xlsx two.xlsx >/dev/null
    cmp one.xlsx two.xlsx
    echo mine >two.xlsx
    run ranks 2 run "$CONFIG" -n 100 -o two --xlsx two.xlsx
    [ "$status" -eq 1 ]
    [ "$(printf '%s\n' "$output" | grep -c 'two.xlsx: exists and is no workbook')" -eq 1 ]
    [ "$(cat two.xlsx)" = mine ]
}

@test "errors are told once, with the status of one process" {
    run ranks 2 run "$CONFIG" --set choice.overlap=2.0
    [ "$status" -eq 3 ]
    [ "$(printf '%s\n' "$output" | grep -c 'is not a probability')" -eq 1 ]
    run ranks 2 run "$CONFIG" --colour
    [ "$status" -eq 2 ]
    [ "$(printf '%s\n' "$output" | grep -c 'unrecognized option')" -eq 1 ]
    mkdir mine
    echo "of somebody" >mine/notes
    run ranks 2 run "$CONFIG" -n 50 -o mine
    [ "$status" -eq 1 ]
    run --separate-stderr ranks 2 check "$CONFIG"
    [ "$status" -eq 0 ]
    [ "$(printf '%s\n' "$output" | grep -c 'no errors')" -eq 1 ]
}

@test "a rank that cannot read what the others can says so" {
    cat >starter <<'EOS'
#!/bin/sh
[ "$OMPI_COMM_WORLD_RANK" = 1 ] && exec "$RECEPT" run nowhere.cfg
exec "$RECEPT" run "$CONFIG" -n 50 --no-plots
EOS
    chmod +x starter
    export CONFIG
    run "$MPIRUN" -n 2 ./starter 3>&-
    [ "$status" -eq 3 ]
    [[ $output == *"nowhere.cfg"* ]]
    [ ! -e results ]
}

@test "Ctrl-C ends all ranks and leaves no half result" {
    "$MPIRUN" -n 2 "$RECEPT" run "$CONFIG" -n 100000000 --no-plots >out 2>err 3>&- &
    pid=$!
    sleep 3
    kill -INT $pid
    code=0
    wait $pid || code=$?
    [ "$code" -ne 0 ]
    [ ! -e results/spark ]
    [ -z "$(find . -name '.*partial*')" ]
}

@test "a rank that dies ends all, and leaves no half result" {
    cat >starter <<'EOS'
#!/bin/sh
echo $$ >"pid.$OMPI_COMM_WORLD_RANK"
exec "$RECEPT" run "$CONFIG" -n 100000000 --no-plots
EOS
    chmod +x starter
    export CONFIG
    "$MPIRUN" -n 2 ./starter >out 2>err 3>&- &
    pid=$!
    sleep 3
    kill -KILL "$(cat pid.1)"
    code=0
    wait $pid || code=$?
    [ "$code" -ne 0 ]
    ! kill -0 "$(cat pid.0)" 2>/dev/null
    [ ! -e results/spark ]
    [ -z "$(find . -name '.*partial*')" ]
}

@test "out of time on two ranks, resumed on one and on three" {
    "$RECEPT" run -q "$CONFIG" -n 60000 --no-plots -o whole >/dev/null
    run ranks 2 run -q "$CONFIG" -n 60000 --no-plots -o stages --max-time 0.1s
    [ "$status" -eq 4 ]
    [ -s stages.checkpoint ]
    run "$RECEPT" run -q "$CONFIG" -n 60000 --no-plots -o stages --max-time 0.1s --resume
    [ "$status" -eq 4 ]
    ranks 3 run -q "$CONFIG" -n 60000 --no-plots -o stages --resume >/dev/null
    same_tables whole stages
    [ ! -e stages.checkpoint ]
}

@test "a signal of the scheduler on two ranks: kept, status 4, and gone on with" {
    "$RECEPT" run -q "$CONFIG" -n 200000 --strategy spark --no-plots -o whole >/dev/null
    "$MPIRUN" -n 2 "$RECEPT" run "$CONFIG" -n 200000 --strategy spark --no-plots -q -o r --checkpoint 0.1s \
        >out 2>err 3>&- &
    pid=$!
    is_kept r.checkpoint
    kill -USR1 $pid
    code=0
    wait $pid || code=$?
    [ "$code" -eq 4 ]
    grep -q 'time is up; what was simulated is in r.checkpoint' err
    run ranks 2 run "$CONFIG" -n 200000 --strategy spark --no-plots -q -o r
    [ "$status" -eq 1 ]
    [ "$(printf '%s\n' "$output" | grep -c 'this work was begun before')" -eq 1 ]
    ranks 2 run -q "$CONFIG" -n 200000 --strategy spark --no-plots -o r --resume >/dev/null
    same_tables whole r
    [ -z "$(find . -name 'r.checkpoint*')" ]
}

@test "a search for the best goes on on other ranks" {
    search() {
        compare=(compare -q "$CONFIG" --strategy personal,online_then_personal -n 300 --no-plots --until-sure 0.95
            --difference 0.00002)
        "$@" "${compare[@]}" "${options[@]}"
    }
    options=(-o whole)
    search "$RECEPT" >whole.txt
    options=(-o r --max-time 1.2s)
    code=0
    search ranks 2 >/dev/null 2>err || code=$?
    [ "$code" -eq 4 ]
    options=(-o r --resume)
    search ranks 3 >r.txt
    cmp whole.txt r.txt
    same_tables whole r
}

@test "processes that do not know of each other are refused with what to do" {
    run env SLURM_STEP_NUM_TASKS=4 SLURM_PROCID=0 "$RECEPT" run "$CONFIG" -n 50 --no-plots
    [ "$status" -eq 1 ]
    [[ $output == *"Slurm started 4 processes"*"srun --mpi=pmix"* ]]
    run env SLURM_STEP_NUM_TASKS=4 SLURM_PROCID=3 "$RECEPT" run "$CONFIG" -n 50 --no-plots
    [ "$status" -eq 1 ]
    [ -z "$output" ]
    [ ! -e results ]
    env SLURM_STEP_NUM_TASKS=1 "$RECEPT" run -q "$CONFIG" -n 50 --no-plots -o one >/dev/null
    env SLURM_STEP_NUM_TASKS=4 "$RECEPT" check "$CONFIG"
    export SLURM_STEP_NUM_TASKS=2
    ranks 2 run -q "$CONFIG" -n 50 --no-plots -o two >/dev/null
    same_tables one two
    OMP_THREAD_LIMIT=1 run timeout 60 "$MPIRUN" -n 2 "$RECEPT" run "$CONFIG" -n 50 --no-plots -o three 3>&-
    [ "$status" -eq 1 ]
    [[ $output == *"OMP_THREAD_LIMIT"* ]]
}
