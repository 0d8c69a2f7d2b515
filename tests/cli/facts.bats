#!/usr/bin/env bats
# `recept check --facts`: a config held against the facts that it states.

bats_require_minimum_version 1.5.0

load workplace

@test "the shipped config: every fact has a line, none fails, and nothing is called validated" {
    run "$RECEPT" check --facts "$CONFIG" -n 4000
    [ "$status" -eq 0 ]
    [[ $output == *"10 in view"* ]]
    [[ $output == *"renew after the first year"* ]]
    [[ $output == *"times as many"* ]]
    [[ $output == *"so in 5 of 5 segments"* ]]
    [[ $output == *"tuned to"* ]]
    [[ $output != *"does not hold"* ]]
    [[ $output != *validated* ]]
    [ "$(printf '%s\n' "$output" | wc -L)" -le 100 ]
}

@test "another hub: what cannot be told says what it needs" {
    run "$RECEPT" check --facts "$SOURCE/configs/chamber.cfg" -n 500
    [ "$status" -eq 0 ]
    [[ $output == *"cannot be told: needs axes.size.levels.larger"* ]]
    [[ $output == *"cannot be told: needs packages.network,"* && $output == *"packages.innovation"* ]]
    [[ $output == *"contacts fewer"* ]]
}

@test "a config in which hardly anybody responds does not hold" {
    run "$RECEPT" check --facts "$CONFIG" -n 20000 --set 'response.intercept=(-3.0, -3.0, -3.0)'
    [ "$status" -eq 0 ]
    [ "$(printf '%s\n' "$output" | grep -c '  does not hold$')" -ge 3 ]
}

@test "a config without facts says how to state them, and one states its own" {
    run "$RECEPT" check --facts "$SOURCE/configs/national.cfg"
    [ "$status" -eq 0 ]
    [[ $output == *"national.cfg states no facts; a group 'facts'"* ]]
    sed 's/^@include "facts.*//' "$SOURCE/configs/chamber.cfg" >own.cfg
    cat >>own.cfg <<'EOF'
facts = {
  conditions = ( { id = "now"; }, { id = "twice"; set = ("team.hours_per_week=40.0"); } );
  list = ( { id = "hours"; label = { nl = "meer uren winnen meer"; en = "more hours win more"; };
    figures = ( { label = { nl = "partners meer"; en = "more partners"; }; under = "twice"; measure = "partners";
                  less = { under = "now"; }; least = 0.0; } ); } );
};
EOF
    run "$RECEPT" check --facts own.cfg -n 400
    [ "$status" -eq 0 ]
    [[ $output == *"more hours win more"*"more partners: "*" (must be at least "* ]]
    run "$RECEPT" check --facts own.cfg -n 400 --lang nl
    [[ $output == *"meer uren winnen meer"*"partners meer: "* ]]
    sed -i 's/hours_per_week=40.0/hours_per_weak=40.0/' own.cfg
    run "$RECEPT" check own.cfg
    [ "$status" -eq 3 ]
    [[ $output == "own.cfg:"*": facts.conditions.twice.set[0]: "*"unknown setting; did you mean 'hours_per_week'?"* ]]
}

@test "facts change nothing of what is simulated" {
    cp -r "$SOURCE"/configs/*.c* "$SOURCE/configs/facts" .
    sed 's/^@include "facts.*//' spark.cfg >plain.cfg
    for config in plain spark; do
        "$RECEPT" run -q $config.cfg -n 50 --no-plots -o $config >$config.screen
        rm $config/manifest.json
    done
    diff -r plain spark
    diff plain.screen spark.screen
}

@test "in Dutch" {
    run "$RECEPT" check --facts "$CONFIG" -n 1000 --lang nl
    [[ $output == *"wat de bron zegt"* ]]
    [[ $output == *"afgesteld"* ]]
}
