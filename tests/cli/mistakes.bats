#!/usr/bin/env bats
# What people write in configs that is not read, and configs of any size; the program is $RECEPT.

load workplace

# Checks the shipped campaign with every `$1` on a line of it written as `$2`, in language $3.
check_with() {
    cp -r "$SOURCE/configs/." .
    sed -i "s|$1|$2|" ./*.cfg
    run "$RECEPT" check spark.cfg --lang "$3"
    [ "$status" -eq 3 ]
}

@test "a decimal comma, 10% and curly quotes are told with the line as it should be" {
    check_with 'confidence = 0.95' 'confidence = 0,95' en
    [[ $output == *"spark.cfg:"*": confidence: a config writes a decimal comma as a point; write: "*"confidence = 0.95;"* ]]
    check_with 'confidence = 0.95' 'confidence = 95%' nl
    [[ $output == *": confidence: een aandeel staat er zonder %, als deel van 1; schrijf: "*"confidence = 0.95;"* ]]
    check_with 'start = "\(.*\)";' 'start = “\1”;' nl
    [[ $output == *": start: teksten staan tussen rechte aanhalingstekens; schrijf: "*"start = \""*"\";"* ]]
}

@test "a company list in the place of a config is told" {
    run "$RECEPT" run "$SOURCE/configs/spark.csv"
    [ "$status" -eq 3 ]
    [[ $output == *"spark.csv:1: this is a table, not a config; 'recept init NAME'"* ]]
    printf 'PK\003\004\000\000' >list.xlsx
    run "$RECEPT" run list.xlsx --lang nl
    [ "$status" -eq 3 ]
    [[ $output == *"list.xlsx:1: list.xlsx: dit is een werkmap"* ]]
    run "$RECEPT" check list.xlsx --lang nl
    [ "$status" -eq 3 ]
    [[ $output == *"list.xlsx:1: dit is een ingepakt bestand, en geen werkmap"* ]]
}

@test "a config without semicolons is read as it is with them" {
    cp -r "$SOURCE/configs/." .
    "$RECEPT" check spark.cfg --dump | sed 's/ *#.*//' >with
    sed -i 's/^\( *[a-z_]* = [0-9.]*\);$/\1/' ./*.cfg
    "$RECEPT" check spark.cfg --dump | sed 's/ *#.*//' >without
    cmp with without
}

@test "dates are year, month and day in digits" {
    for date in '2024- 1- 5' '+024-01-05' '-024-01-05' '2024-1-5' '05-01-2024' '2024/01/05' \
        '2024-02-30' '2024-01-05 ' '2024-01-05T00'; do
        run "$RECEPT" check "$CONFIG" --set "campaign.start=\"$date\""
        [ "$status" -eq 3 ]
        [[ $output == *"campaign.start: '$date' is not a date as 2023-11-01"* ]]
    done
}

@test "files that include each other many times are refused at once" {
    { printf '#'; head -c 1000000 /dev/zero | tr '\0' x; echo; } >bomb0.cfg
    for k in 1 2 3; do
        for _ in 1 2 3 4 5 6; do echo "@include \"bomb$((k - 1)).cfg\""; done >bomb$k.cfg
    done
    run timeout 5 "$RECEPT" check bomb3.cfg
    [ "$status" -eq 3 ]
    [[ $output == *"more than 64 MB"* ]] || [[ $output == *"more than 256 files"* ]]
}

@test "Ctrl-C and a request to end are obeyed while a config is read" {
    for group in 1 2 3 4 5 6 7 8 9 10 11 12; do
        echo "g$group = {"
        seq 9900 | sed 's/.*/a& = &;/'
        echo "};"
    done >large.cfg
    for signal in INT:130 TERM:143; do
        run timeout --preserve-status -s "${signal%:*}" 0.3 "$RECEPT" check large.cfg
        [ "$status" -eq "${signal#*:}" ]
        [ "$output" = "recept: interrupted; nothing was written" ]
    done
}
