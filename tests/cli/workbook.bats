#!/usr/bin/env bats
# The workbook of --xlsx: its numbers are those of the files, names stay what they are, and nobody's file is lost.
# RECEPT is the path of the program.

bats_require_minimum_version 1.5.0

load workplace

run_to() {
    "$RECEPT" run -q "$CONFIG" --strategy spark,online -n 40 --no-plots -o r --xlsx "$@" >/dev/null
}

as_files() {
    python3 "$SOURCE/tests/support/workbook.py" "$@"
}

no_partial_files() {
    [ -z "$(find . -name '.*partial*' -o -name 'tmp.*')" ]
}

@test "every number of every sheet is that of the files, in both languages" {
    "$RECEPT" run -q "$CONFIG" --strategy spark,online -n 60 --no-plots --save-replications -o run --xlsx run.xlsx >/dev/null
    as_files run run.xlsx
    "$RECEPT" run -q "$SOURCE/configs/national.cfg" -n 40 --no-plots -o hubs --xlsx hubs.xlsx --lang nl >/dev/null
    as_files hubs hubs.xlsx
    "$RECEPT" compare -q "$SOURCE/configs/spark-uncertain.cfg" --strategy spark,personal -n 60 --equal cost \
        --without company_meeting --vary team.hourly_rate=75.0,90.0 --no-plots -o compare --xlsx compare.xlsx >/dev/null
    as_files compare compare.xlsx
    "$RECEPT" plan -q "$CONFIG" --strategy spark -n 40 --budget '2000;9000' --companies 20 --target paying=2 \
        --no-plots -o plan --xlsx plan.xlsx --lang nl >/dev/null
    as_files plan plan.xlsx
}

@test "names are texts, whatever they look like" {
    cp -r "$SOURCE/configs" c
    python3 - <<'EOF'
import csv
names = ['=1+1', '+31', '-x', '@x', 'https://example.com/?a=1&b=2', '00123', '1e5', '_x0041_', 'a_x000D_b', 'TRUE',
         '2024-01-01', '1/2', '#N/A', "'quoted", 'two\nlines', '\U0001f600 & <b>', ' lead', '12:30', 'nan', 'x' * 40000]
rows = list(csv.reader(open('c/spark.csv', encoding='utf-8')))
with open('c/spark.csv', 'w', encoding='utf-8', newline='') as file:
    csv.writer(file).writerows([rows[0]] + [[name] + rows[1 + i % 14][1:] for i, name in enumerate(names)])
EOF
    run "$RECEPT" run -q c/spark.cfg --strategy spark -n 20 --no-plots -o r --xlsx r.xlsx
    [ "$status" -eq 0 ]
    [[ $output == *"r.xlsx: 1 text is cut at 32767 characters"* ]]
    sed -i "s/x\{32767\}x*/$(printf 'x%.0s' {1..32767})/" r/companies.csv
    as_files r r.xlsx
}

@test "the first sheet explains all others, in the reader's language" {
    run_to en.xlsx --lang en
    run_to nl.xlsx --lang nl
    unzip -p en.xlsx xl/worksheets/sheet1.xml >en.xml
    unzip -p nl.xlsx xl/worksheets/sheet1.xml >nl.xml
    xmllint --noout en.xml nl.xml
    grep -q '<t>expected value</t>' en.xml
    for words in 'Lees mij' Samenvatting 'Conversie per dag'; do
        unzip -p nl.xlsx xl/workbook.xml | grep -q "name=\"$words\""
    done
    for words in 'verwachte waarde' 'kosten van werving' '1 nov 2023 – 28 feb 2024' 'Kosten (€)' 'SPARK-recept' cost_eur; do
        grep -qF "<t>$words</t>" nl.xml
    done
    [ "$(unzip -p nl.xlsx xl/worksheets/sheet1.xml | grep -c '<t>\(the\|share of\|chance that\) ')" -eq 0 ]
}

@test "the same config and seed give the same bytes, also from results" {
    run_to a.xlsx
    sleep 2.1
    "$RECEPT" run -q "$CONFIG" --strategy spark,online -n 40 --no-plots -t 1 -o again --xlsx b.xlsx >/dev/null
    cmp a.xlsx b.xlsx
    "$RECEPT" run -q --from-results again --no-plots -o third --xlsx c.xlsx >/dev/null
    cmp a.xlsx c.xlsx
    "$RECEPT" run -q --from-results again --no-plots -o fourth >/dev/null
    [ -z "$(find . -newer c.xlsx -name '*.xlsx')" ]
}

@test "only a workbook of recept as it was written is replaced" {
    run_to a.xlsx
    run_to a.xlsx # nothing was changed
    touch empty.xlsx && run_to empty.xlsx && [ -s empty.xlsx ]
    printf 'PK\003\004 mine' >mine.xlsx
    cp a.xlsx changed.xlsx && echo >>changed.xlsx
    mkdir folder.xlsx && mkfifo pipe.xlsx
    for file in mine changed folder pipe; do
        # Before simulating: this many campaigns would take minutes.
        run timeout 20 "$RECEPT" run "$CONFIG" -n 90000000 -o long --xlsx $file.xlsx
        [ "$status" -eq 1 ]
        [[ $output == *"$file.xlsx: exists and is "* ]]
    done
    [ "$(tail -c 4 mine.xlsx)" = mine ] && [ ! -e long ]
    run_to mine.xlsx --force
    [ "$(tail -c 4 mine.xlsx.1)" = mine ] && unzip -qt mine.xlsx
    ln -s a.xlsx link.xlsx
    run_to link.xlsx
    [ -L link.xlsx ] && unzip -qt a.xlsx
    before=$(sha256sum a.xlsx)
    run_to a.xlsx --keep
    [ "$(sha256sum a.xlsx)" = "$before" ] && unzip -qt a-2*.xlsx
    no_partial_files
}

@test "where a workbook cannot be is said before simulating" {
    mkdir long
    for file in none/a.xlsx long/a.xlsx; do
        run timeout 20 "$RECEPT" run "$CONFIG" -n 90000000 -o long --xlsx $file
        [ "$status" -eq 1 ]
        [[ $output == *"$file: "* ]]
    done
    [ -z "$(ls -A long)" ]
    run timeout 20 "$RECEPT" run "$CONFIG" -n 90000000 -o long.xlsx --xlsx ./long.xlsx
    [ "$status" -eq 1 ]
    [[ $output == *"is in the folder of results"* ]]
    run "$RECEPT" run "$CONFIG" --xlsx a.ods
    [ "$status" -eq 2 ]
    [[ $output == *"--xlsx: 'a.ods' is not the name of a file that ends in .xlsx"* ]]
    no_partial_files
}

@test "without room there is no workbook, and the results are whole" {
    run_to a.xlsx
    before=$(sha256sum a.xlsx)
    # Rows take more room before they are packed: the temporary file of a sheet is the first that is too large.
    most=$(($(stat -c %s r/conversion_by_day.csv) / 1024 + 20))
    for kib in $most $((most * 2)) $((most * 3)); do
        rm -rf r
        run bash -c "ulimit -f $kib; trap '' XFSZ; \"$RECEPT\" run -q '$CONFIG' --strategy spark,online -n 40 \
            --no-plots -o r --xlsx a.xlsx >/dev/null"
        [ "$status" -eq 1 ]
        [[ $output == *"a.xlsx: could not be written whole; its folder needs room"* ]]
        [ -s r/manifest.json ]
        [ "$(sha256sum a.xlsx)" = "$before" ]
        no_partial_files
    done
}

@test "an interrupted run leaves the earlier workbook and nothing else" {
    run_to a.xlsx
    before=$(sha256sum a.xlsx)
    "$RECEPT" run -q "$CONFIG" -n 90000000 -o long --xlsx a.xlsx >/dev/null 2>&1 &
    program=$!
    until ls .a.xlsx.partial-* >/dev/null 2>&1; do sleep 0.05; done
    kill -TERM $program
    ! wait $program
    [ "$(sha256sum a.xlsx)" = "$before" ]
    no_partial_files
    touch .a.xlsx.partial-999999999 # of a run that died
    run_to a.xlsx
    no_partial_files
}

@test "--no-names holds for the workbook, and standard output is what it was" {
    cp -r "$SOURCE/configs" c
    sed -i 's/^01,/Somebody BV,/' c/spark.csv
    "$RECEPT" run -q c/spark.cfg -n 20 --no-plots -o a --xlsx a.xlsx --format csv >with
    "$RECEPT" run -q c/spark.cfg -n 20 --no-plots -o b --xlsx b.xlsx --no-names --format csv >without
    "$RECEPT" run -q c/spark.cfg -n 20 --no-plots -o d --format csv >plain
    cmp with plain && cmp without plain
    for sheet in $(unzip -Z1 b.xlsx 'xl/worksheets/*'); do unzip -p b.xlsx "$sheet"; done >sheets
    [ "$(grep -c 'Somebody BV' sheets)" -eq 0 ]
    unzip -p a.xlsx xl/worksheets/sheet3.xml | grep -q 'Somebody BV'
    as_files b b.xlsx
}

@test "libraries for workbooks are loaded when one is written or read, and missing ones are told" {
    mkdir broken
    touch broken/libxlsxwriter.so.4 broken/libxml2.so.2
    export LD_LIBRARY_PATH=$PWD/broken
    "$RECEPT" run -q "$CONFIG" --strategy spark -n 4 --no-plots -o r >/dev/null
    run "$RECEPT" run -q "$CONFIG" --strategy spark -n 4 --no-plots -o s --xlsx s.xlsx
    [ "$status" -eq 1 ]
    [[ $output == *"s.xlsx: the library that writes workbooks cannot be loaded: "*"libxlsxwriter.so.4"* ]]
    [ ! -e s ] && [ ! -e s.xlsx ]
    no_partial_files
    unset LD_LIBRARY_PATH
    run_to t.xlsx
    LD_LIBRARY_PATH=$PWD/broken run "$RECEPT" check t.xlsx --lang nl
    [[ $output == *"de bibliotheek die werkmappen leest, kan niet worden geladen: "*"libxml2.so.2"* ]]
}
