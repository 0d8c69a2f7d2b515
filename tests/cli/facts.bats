#!/usr/bin/env bats
# `recept check --facts`: a config held against what the source says.

bats_require_minimum_version 1.5.0

setup() {
    SOURCE=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
    export LC_ALL=C.UTF-8
}

@test "the shipped config: every fact has a line, none fails, and nothing is called validated" {
    run "$RECEPT" check --facts "$SOURCE/configs/spark.cfg" -n 4000
    [ "$status" -eq 0 ]
    [[ $output == *"10 in view"* ]]
    [[ $output == *"renew after the first year"* ]]
    [[ $output == *"times as many"* ]]
    [[ $output == *"tuned to"* ]]
    [[ $output != *"does not hold"* ]]
    [[ $output != *validated* ]]
    [ "$(printf '%s\n' "$output" | wc -L)" -le 100 ]
}

@test "another hub: what cannot be told says what it needs" {
    run "$RECEPT" check --facts "$SOURCE/configs/chamber.cfg" -n 500
    [ "$status" -eq 0 ]
    [[ $output == *"cannot be"* ]]
    [[ $output == *"an axis 'size'"* ]]
}

@test "a config in which hardly anybody responds does not hold" {
    run "$RECEPT" check --facts "$SOURCE/configs/spark.cfg" -n 20000 --set 'response.intercept=(-3.0, -3.0, -3.0)'
    [ "$status" -eq 0 ]
    [ "$(printf '%s\n' "$output" | grep -c '  does not hold$')" -ge 3 ]
}

@test "in Dutch" {
    run "$RECEPT" check --facts "$SOURCE/configs/spark.cfg" -n 1000 --lang nl
    [[ $output == *"wat de bron zegt"* ]]
    [[ $output == *"afgesteld"* ]]
}
