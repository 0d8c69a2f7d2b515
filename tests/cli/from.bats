#!/usr/bin/env bats
# Campaigns that go on from a logbook: recept run and compare --from.

load workplace

setup_file() {
    cd "$BATS_FILE_TMPDIR" || exit 1
    cp -r "$BATS_TEST_DIRNAME/../../configs" .
    "$RECEPT" run configs/spark.cfg --strategy spark -n 20 --save-logbook 1 -o sim --no-plots -q >/dev/null 2>&1
    "$RECEPT" logbook configs/spark.cfg sim/logbook-0.csv --companies-file sim/companies-0.csv \
        --until 2024-01-15 --followed spark -o logged -q >/dev/null 2>&1
    printf 'company,date,contact,outcome\n' >empty.csv
    "$RECEPT" logbook configs/spark.cfg empty.csv --followed spark -o nothing -q >/dev/null 2>&1
}

setup() {
    cd "$BATS_FILE_TMPDIR" || exit 1
}

@test "from a logbook in which nothing happened come the bytes of a plain run" {
    "$RECEPT" run configs/spark.cfg -n 300 -o plain -q >/dev/null
    "$RECEPT" run configs/spark.cfg -n 300 --from nothing -o same -q >/dev/null
    run diff -rq plain same
    [ "$output" = "Files plain/manifest.json and same/manifest.json differ" ]
}

@test "what is still to come is what there is in all less what there was" {
    "$RECEPT" run configs/spark.cfg -n 300 --from logged --strategy spark -o went_on --no-plots -q >/dev/null
    # No partner so far; of cost all that stands in the log, research for each of 14 companies,
    # and what aids cost.
    awk -F, '$3 == "all" { x[$4] = $6 } END {
        print x["cost"] - x["cost_to_come"], x["hours"] - x["hours_to_come"],
            x["partners"] - x["partners_to_come"] }' went_on/summary.csv >so_far
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
        NR > 1 { cost += $at["cost_eur"]; hours += $at["hours"] }
        END { print cost, hours }' logged/records.csv >written
    read -r cost hours partners <so_far
    read -r contacts of_contacts <written
    [ "$partners" = 0 ]
    awk -v all="$cost" -v less="$contacts" 'BEGIN { exit !(all > less && all < less + 3000) }'
    awk -v all="$hours" -v less="$of_contacts" \
        'BEGIN { exit !(all > less + 13 && all < less + 15) }'
}

@test "the same bytes on any number of threads" {
    "$RECEPT" run configs/spark.cfg -n 700 --from logged --threads 1 -o one --no-plots -q >/dev/null
    "$RECEPT" run configs/spark.cfg -n 700 --from logged --threads 3 -o three --no-plots -q >/dev/null
    run diff -rq one three
    [ "$output" = "Files one/manifest.json and three/manifest.json differ" ]
}

@test "strategies are compared on what is still to come" {
    "$RECEPT" compare configs/spark.cfg -n 500 --from logged -o compared --no-plots >compared.txt 2>/dev/null
    grep -q "Doing nothing is here to do no more" compared.txt
    [ -f compared/compare.csv ]
    run "$RECEPT" compare configs/spark.cfg -n 500 --from logged --equal cost -o refused
    [ "$status" -eq 2 ]
    [[ "$output" == *"--equal compares campaigns that start"* ]]
    [ ! -e refused ]
}

@test "a folder or config that campaigns cannot go on from is refused" {
    run "$RECEPT" run configs/spark.cfg --from sim -o refused
    [ "$status" -eq 3 ]
    [[ "$output" == *"sim holds no logbook"* ]]
    "$RECEPT" logbook configs/spark.cfg empty.csv -o unsaid -q >/dev/null 2>&1
    run "$RECEPT" run configs/spark.cfg --from unsaid -o refused
    [[ "$output" == *"which strategy was followed"* ]]
    run "$RECEPT" run configs/spark.cfg --from logged --set campaign.outreach_days=40 \
        --set campaign.horizon_days=50 -o refused
    [[ "$output" == *"after the 50 days from 2023-11-01"* ]]
    cp -r logged changed
    sed -i '3s/held/moved/' changed/records.csv
    run "$RECEPT" run configs/spark.cfg --from changed -o refused
    [[ "$output" == *"was changed since recept wrote it"* ]]
    [ ! -e refused ]
}

@test "a list that changed is refused, and one with more companies is not" {
    cp -r configs other
    "$RECEPT" logbook other/spark.cfg empty.csv --until 2023-11-03 --followed spark -o listed -q >/dev/null 2>&1
    awk -F, -v OFS=, 'NR == 2 { row = $0 } { print } END { sub(/^[^,]*/, "New", row); print row }' other/spark.csv >grown.csv
    cp grown.csv other/spark.csv
    "$RECEPT" run other/spark.cfg -n 100 --from listed -o grown --no-plots -q >/dev/null
    sed -i '2s/small/larger/' other/spark.csv
    run "$RECEPT" run other/spark.cfg -n 100 --from listed -o refused
    [ "$status" -eq 3 ]
    [[ "$output" == *"company 1 of the list is not as it was"* ]]
}

@test "names of the list and the log are in no result" {
    sed '2,$s/^"*\([0-9]*\)/Bouwbedrijf Kraaijenbrink \1/' configs/spark.csv >configs/names.csv
    sed 's/spark.csv/names.csv/' configs/spark.cfg >configs/names.cfg
    name=$(sed -n 2p configs/names.csv | cut -d, -f1)
    printf 'company,date,contact,outcome,stage_after\n%s,2023-11-20,company_meeting,held,interest\n' "$name" >names.csv
    "$RECEPT" logbook configs/names.cfg names.csv --followed spark -o named -q >/dev/null 2>&1
    "$RECEPT" run configs/names.cfg -n 100 --from named --no-names -o unnamed -q >/dev/null
    run grep -rl Kraaijenbrink named unnamed
    [ -z "$output" ]
}
