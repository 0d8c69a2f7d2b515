#!/usr/bin/env bats
# Strategies as they are called on the command line; the program is $RECEPT.

load workplace

# The strategies that are simulated for --strategy=$1.
simulated() {
    "$RECEPT" run "$CONFIG" -n 5 -t 1 --no-plots -q --format csv --strategy "$1" |
        awk -F, 'NR > 1 && !seen[$1]++ { printf "%s ", $1 }'
}

@test "a strategy is called by its id or its label, in either language and any case" {
    for name in spark SPARK 'SPARK recipe' 'spark-recept' ' spark '; do
        [ "$(simulated "$name")" = "spark " ]
    done
    [ "$(simulated 'all online;spark,alles persoonlijk')" = "spark personal online " ]
    [ "$(simulated 'spark,spark,SPARK recipe')" = "spark " ]
}

@test "a label may have commas" {
    [ "$(simulated 'online first, personal last')" = "online_then_personal " ]
    [ "$(simulated 'online,Online first, personal last,spark')" = "spark online online_then_personal " ]
}

@test "where there is no such strategy, those that there are are told" {
    run "$RECEPT" run "$CONFIG" --strategy 'sparc,nobody'
    [ "$status" -eq 2 ]
    [ "${lines[0]}" = "recept: --strategy: there is no strategy 'sparc'; did you mean 'spark'? There are: spark (SPARK recipe), personal (All personal), online (All online), sessions (All in sessions), online_then_personal (Online first, personal last)" ]
    [[ ${lines[1]} == "recept: --strategy: there is no strategy 'nobody'. There are: spark "* ]]
    run "$RECEPT" plan "$CONFIG" --strategy nobody --budget 5000 --lang nl
    [ "$status" -eq 2 ]
    [[ $output == *"Wel zijn er: spark (SPARK-recept), personal (Alles persoonlijk)"* ]]
}

@test "a label that two strategies share calls neither" {
    run "$RECEPT" run "$CONFIG" --set 'strategies.online.label="SPARK recipe"' --strategy 'SPARK recipe'
    [ "$status" -eq 2 ]
    [[ $output == *"online (SPARK recipe)"* ]]
}

@test "a baseline is called by its label as well" {
    "$RECEPT" compare "$CONFIG" -n 60 -t 1 --no-plots -q --baseline personal >by_id
    "$RECEPT" compare "$CONFIG" -n 60 -t 1 --no-plots -q --baseline 'ALL personal' | cmp - by_id
    run "$RECEPT" compare "$CONFIG" -n 60 --baseline nobody
    [ "$status" -eq 2 ]
    [[ $output == *"among those compared. There are: spark, personal, online, "* ]]
}
