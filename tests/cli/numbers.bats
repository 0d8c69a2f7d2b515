#!/usr/bin/env bats
# Numbers as people write them, on the command line and in company lists; the program is $RECEPT.

load workplace

compare_at() {
    "$RECEPT" compare "$CONFIG" -n 60 -t 1 --no-plots -q --lang "$1" --value "$2"
}

@test "an amount with a dot between its thousands is that amount in Dutch" {
    compare_at nl 4000 >whole
    compare_at nl 4.000 >dotted
    compare_at nl "€ 4.000,-" >signed
    cmp whole dotted
    cmp whole signed
    compare_at en 4,000 >english
    compare_at en 4000 | cmp - english
}

@test "an amount that is not sure is refused with what it can be read as" {
    run compare_at en 4.000
    [ "$status" -eq 2 ]
    [[ $output == *"'4.000' can be read as '4000' or '4'"* ]]
    run compare_at nl 4,000
    [ "$status" -eq 2 ]
    [[ $output == *"'4,000' kan worden gelezen als '4000' of '4'"* ]]
}

planned() {
    "$RECEPT" plan "$CONFIG" --strategy spark -n 60 -t 1 --no-plots -q --lang "$1" \
        --budget "$2" --format csv | awk -F, '$1 == "plan" && !seen[$3]++ { printf "%s ", $3 }'
}

@test "budgets are those that a Dutch reader means" {
    for budget in 10.000 '10 000' '10.000,00' 10k '€ 10.000'; do
        [ "$(planned nl "$budget")" = "10000 " ]
    done
    [ "$(planned nl '5.000,00;7.500')" = "5000 7500 " ]
    [ "$(planned en '5,000;7,500')" = "5000 7500 " ]
    run "$RECEPT" plan "$CONFIG" --hours 4,5 --lang nl
    [ "$status" -eq 2 ]
    [[ $output == *"'4.5' of '4;5'"* ]]
}

@test "earlier contacts in a company list are counts as people write them" {
    cp -r "$SOURCE/configs/." .
    head -2 spark.csv >list.csv
    column=$(head -1 list.csv | tr ',' '\n' | grep -n '^contacts_before$' | cut -d: -f1)
    [ -n "$column" ]
    for written in 2 2,0 "1.500"; do
        awk -F, -v OFS=';' -v c="$column" -v v="$written" \
            'NR > 1 { $c = v } { $1 = $1; print }' list.csv >dutch.csv
        run "$RECEPT" check spark.cfg --set 'population.list="dutch.csv"' --lang nl
        [ "$status" -eq 0 ]
    done
    run "$RECEPT" check spark.cfg --set 'population.list="dutch.csv"' --lang en
    [ "$status" -eq 3 ]
    [[ $output == *"dutch.csv:2: contacts_before: '1.500' can be read as '1500' or '1.5'"* ]]
}
