#!/usr/bin/env bats
# Whom to contact first, on screen and as a list. RECEPT is the program's path.

bats_require_minimum_version 1.5.0

load workplace

@test "the list on screen is ranked and has errors" {
    run --separate-stderr "$RECEPT" run spark --strategy personal -n 400 --no-plots -q --call-list
    [ "$status" -eq 0 ]
    [[ $output == *'Whom to contact first with "All personal"'* ]]
    [[ $output == *"1. 14  "*"% ± "*"Innovation partner"* ]]
    [ "$(grep -cE '^[0-9]+\. ' <<<"$output")" -eq 14 ]
    run --separate-stderr "$RECEPT" run spark -n 20 --no-plots -q --call-list
    [[ $output == *"With fewer than 30 campaigns no chance is told for a single company."* ]]
    ! grep -qE '^1\. ' <<<"$output"
}

@test "a long list is cut on screen, and says so" {
    mkdir many
    cp -r "$SOURCE"/configs/* many
    for i in $(seq 30); do sed "1d; s/^/$i-/" many/spark.csv; done >rows
    (head -1 many/spark.csv && cat rows) >all && mv all many/spark.csv
    run "$RECEPT" run many/spark.cfg --strategy spark -n 40 --no-plots -q --call-list
    [[ $(tr -s '\n ' ' ' <<<"$output") == *"400 more companies are not shown: --call-list FILE.csv lists all."* ]]
    [ "$(grep -cE '^[0-9]+\. ' <<<"$output")" -eq 20 ]
}

@test "the list in a file has the figures of companies.csv, in the reader's way of writing" {
    "$RECEPT" run spark --strategy personal -n 400 --no-plots -q -o r --call-list first.csv >/dev/null
    "$RECEPT" run spark --strategy personal -n 400 --no-plots -q -o s --call-list eerst.csv --lang nl >/dev/null
    python3 - <<'EOF'
import csv
true = {row['company']: row for row in csv.DictReader(open('r/companies.csv'))}
english = list(csv.reader(open('first.csv', encoding='utf-8-sig')))
dutch = list(csv.reader(open('eerst.csv', encoding='utf-8-sig'), delimiter=';'))
assert open('first.csv', 'rb').read(3) == b'\xef\xbb\xbf'
assert english[0][:3] == ['rank', 'company', 'chance to join'], english[0]
assert dutch[0][:3] == ['volgorde', 'bedrijf', 'kans om partner te worden'], dutch[0]
assert len(english) == len(dutch) == 15
last = 2.0
for place, (row, zelfde) in enumerate(zip(english[1:], dutch[1:]), 1):
    one = true[row[1]]
    assert int(row[0]) == int(zelfde[0]) == place and row[1] == zelfde[1]
    for at, column, unit in (2, 'converted', 1e-4), (3, 'mc_low', 1e-4), (4, 'mc_high', 1e-4), \
            (5, 'hours', 0.01), (6, 'cost_eur', 0.01):
        assert abs(float(row[at]) - float(one[column])) <= unit * 0.51
        assert '.' not in zelfde[at] and float(zelfde[at].replace(',', '.')) == float(row[at])
    assert float(row[2]) <= last
    last = float(row[2])
EOF
}

@test "nothing is overwritten, and what cannot be made is told before simulating" {
    echo mine >first.csv
    run timeout 20 "$RECEPT" run spark -n 100000000 --no-plots -q --call-list first.csv
    [ "$status" -eq 1 ]
    [[ $output == *"first.csv: exists already"* ]]
    [ "$(cat first.csv)" = mine ]
    run timeout 20 "$RECEPT" run spark -n 100000000 --no-plots -q --call-list nowhere/first.csv
    [ "$status" -eq 1 ]
    [[ $output == *"nowhere/first.csv: No such file or directory"* ]]
    run timeout 20 "$RECEPT" run chamber -n 100000000 --no-plots -q --call-list
    [ "$status" -eq 3 ]
    [[ $output == *"its companies are drawn"* ]]
    run "$RECEPT" run spark --call-list=first.txt
    [ "$status" -eq 2 ]
    [ ! -e results ]
}

@test "numbers instead of names, hubs, and earlier results" {
    "$RECEPT" run national -n 60 --no-plots -q --call-list hubs.csv >/dev/null
    head -1 hubs.csv | grep -q ',hub$'
    grep -q ',SPARK$' hubs.csv
    "$RECEPT" run "$CONFIG" -n 60 --no-plots -q --no-names -o r --call-list numbers.csv >/dev/null
    [ "$(sed 1d numbers.csv | cut -d, -f2 | sort -n | head -3 | tr '\n' ' ')" = "1 2 3 " ]
    "$RECEPT" run "$CONFIG" -n 60 --no-plots -q -o s --call-list one.csv >/dev/null
    "$RECEPT" run --from-results s --no-plots -q -o t --call-list two.csv >/dev/null
    cmp one.csv two.csv
}

@test "a call list is not put into the results, nor in place of what is read" {
    "$RECEPT" init mine
    "$RECEPT" run mine -n 40 --no-plots -q -o r >/dev/null
    run "$RECEPT" run mine -n 40 --no-plots -q -o r --call-list r/list.csv
    [ "$status" -eq 1 ]
    [[ $output == *"r/list.csv: is in the folder of results"* ]]
    "$RECEPT" run mine -n 40 --no-plots -q -o r >/dev/null
    cp mine/companies.csv before
    run "$RECEPT" run mine -n 40 --no-plots -q -o s --force --call-list mine/companies.csv
    [ "$status" -eq 1 ]
    [[ $output == *"mine/companies.csv: is what the config is read from"* ]]
    cmp before mine/companies.csv
    run "$RECEPT" run mine -n 40 --format csv --call-list
    [ "$status" -eq 2 ]
}
