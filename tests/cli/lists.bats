#!/usr/bin/env bats
# Company lists as people have them: CSV of spreadsheets, workbooks, and what is called so. RECEPT is its path.

bats_require_minimum_version 1.5.0

load workplace

workbook() {
    "$BATS_TEST_DIRNAME/workbook.py" "$@"
}

# The example number $1 of the page about lists.
example() {
    awk -v n="$1" '/^```csv/ { i++; inside = 1; next } /^```/ { inside = 0 } inside && i == n' "$SOURCE/docs/company-list.md"
}

# Runs the shipped config with list $1 to folder $2.
run_with() {
    "$RECEPT" run "$CONFIG" --strategy spark -n 100 --no-plots -q --set "population.list=\"$WORK/$1\"" -o "$2" "${@:3}" >/dev/null
}

# The Dutch example as the rows of a sheet.
rows='["Naam","Omvang","Karakter","Eigendom","Fase","Eerdere contacten","Warm","Klant binnen","Koploper","Profiel"],
["Jansen Building","Klein","Gevestigd","Zelfstandig","Aandacht",0,true,false,null,"builder since 1931"],
["De Vries Digital",{"f":"IF(F3>1,\"Groter\",\"Klein\")","v":"Groter"},"Uitdager","Concern","Interesse",2,null,true,true,"start-up, circular materials"],
["Pietersen","Klein","Uitdager","Zelfstandig",null,null,false,null,false,null]'

@test "the examples of the page about lists are read alike, without a word" {
    example 1 >en.csv
    example 2 >nl.csv
    for lang in en nl; do
        for list in en nl; do
            run --separate-stderr "$RECEPT" check $list.csv --lang $lang --strict
            [ "$status" -eq 0 ]
            [ -z "$stderr" ]
            [ -n "$(echo "$output" | grep '3 companies, no errors\|3 bedrijven, geen fouten')" ]
        done
    done
    run_with en.csv one
    run_with nl.csv two
    cmp one/summary.csv two/summary.csv
    cmp one/companies.csv two/companies.csv
    [ "$(grep -c ^spark, one/companies.csv)" -eq 3 ]
}

@test "a workbook is read as the list that it is of, and results of it are made again without it" {
    example 2 >list.csv
    echo "[{\"name\":\"List\",\"rows\":[$rows]}]" | workbook list.xlsx
    ssconvert list.xlsx list.ods 2>/dev/null
    run_with list.csv csv
    for kind in xlsx ods; do
        run --separate-stderr "$RECEPT" check list.$kind
        [ "$status" -eq 0 ]
        [ -z "$stderr" ]
        [[ $output == *"read as sheet 'List' of a workbook"* ]]
        run_with list.$kind $kind
        cmp csv/summary.csv $kind/summary.csv
        cmp csv/companies.csv $kind/companies.csv
        mv list.$kind away
        PATH=/nowhere "$RECEPT" run --from-results $kind --no-plots -q -o again-$kind >/dev/null
        cmp $kind/summary.csv again-$kind/summary.csv
        cmp $kind/companies.csv again-$kind/companies.csv
        mv away list.$kind
        # Without the list in the manifest the workbook is asked for.
        run_with list.$kind bare-$kind --no-names
        ! grep -q Jansen bare-$kind/manifest.json || false
        "$RECEPT" run --from-results bare-$kind --no-plots -q -o bare-again-$kind >/dev/null
        cmp $kind/summary.csv bare-again-$kind/summary.csv
    done
}

@test "CSV under the name of a workbook is CSV, and a workbook under that of CSV is a workbook" {
    example 1 >list.xlsx
    run --separate-stderr "$RECEPT" check list.xlsx
    [ "$status" -eq 0 ]
    [[ $output == *"CSV, ',' between fields, UTF-8"* ]]
    echo "[{\"name\":\"List\",\"rows\":[$rows]}]" | workbook list.csv
    run --separate-stderr "$RECEPT" check list.csv
    [ "$status" -eq 0 ]
    [[ $output == *"sheet 'List' of a workbook"* ]]
}

@test "the sheet that is read is named, and what is hidden is told" {
    echo "[{\"name\":\"Empty\",\"rows\":[]},
           {\"name\":\"Old\",\"hidden\":true,\"rows\":[[\"x\"]]},
           {\"name\":\"It's \\\\ \\\"this\\\"\",\"hidden_rows\":[3],\"rows\":[$rows,
              [null,{\"f\":\"IF(A5=\\\"\\\",\\\"\\\",1)\",\"v\":\"\"}]]},
           {\"name\":\"Notes\",\"rows\":[[\"x\"]]}]" | workbook list.xlsx
    run --separate-stderr "$RECEPT" check list.xlsx
    [ "$status" -eq 0 ]
    [[ $stderr == *"list.xlsx: sheet 'It's \\ \"this\"' is read, and not 'Notes'"* ]]
    [[ $stderr == *"list.xlsx: 1 hidden sheet is left unread"* ]]
    [[ $stderr == *"list.xlsx: 1 hidden row is read like the others (on line 3)"* ]]
    [[ $output == *"3 companies, no errors"* ]]
    [[ $output == *"size (small 2, larger 1)"* ]]
    run "$RECEPT" check list.xlsx --strict
    [ "$status" -eq 3 ]
    run "$RECEPT" check list.xlsx --lang nl
    [[ $output == *"wordt gelezen, en niet 'Notes'"*"1 verborgen werkblad"*"1 verborgen rij"* ]]
}

@test "a formula has the value that the spreadsheet stored" {
    echo "[{\"name\":\"L\",\"rows\":[[\"name\",\"size\",\"character\",\"ownership\",\"contacts_before\"],
        [\"A\",{\"f\":\"E2+40\",\"v\":\"larger\"},\"family\",\"group\",{\"f\":\"1+1\",\"v\":7}]]}]" | workbook list.xlsx
    run --separate-stderr "$RECEPT" check list.xlsx
    [ "$status" -eq 0 ]
    [[ $output == *"line 2: A: larger, family, group, attention, earlier contacts 7"* ]]
}

@test "without ssconvert a workbook is refused with how to save it, in both languages" {
    echo "[{\"name\":\"List\",\"rows\":[$rows]}]" | workbook list.xlsx
    set="population.list=\"$WORK/list.xlsx\""
    for words in "check list.xlsx" "check $CONFIG --set $set" "run $CONFIG --set $set"; do
        PATH=$BATS_TEST_DIRNAME run /usr/bin/env -i PATH=/nowhere "$RECEPT" $words --lang en
        [ "$status" -eq 3 ]
        [[ $output == *"list.xlsx: this is a workbook, and ssconvert (Debian package gnumeric), which reads these, is not installed; open it in a spreadsheet and save it as CSV (Excel: File, Save As, CSV UTF-8"* ]]
        PATH=$BATS_TEST_DIRNAME run /usr/bin/env -i PATH=/nowhere "$RECEPT" $words --lang nl
        [ "$status" -eq 3 ]
        [[ $output == *"is niet geïnstalleerd; open het in een spreadsheet en bewaar het als CSV (Excel: Bestand, Opslaan als, CSV UTF-8"* ]]
    done
}

@test "a name is never an option, and nothing is written beside a workbook" {
    mkdir in
    cd in
    for name in --help.xlsx -o.xlsx '--import-type=x' "a' b.xlsx"; do
        echo "[{\"name\":\"--List\",\"rows\":[$rows]}]" | workbook "./$name"
        run --separate-stderr "$RECEPT" check "./$name"
        [ "$status" -eq 0 ]
        [[ $output == *"3 companies, no errors"* ]]
        run --separate-stderr "$RECEPT" check -- "$name"
        [ "$status" -eq 0 ]
        [ "$(ls -A | wc -l)" -eq 1 ]
        rm -- "./$name"
    done
}

# A converter that does not end.
endless() {
    mkdir -p bin
    printf '#!/bin/sh\necho $$ >%s/pid\nexec sleep 300\n' "$WORK" >bin/ssconvert
    chmod +x bin/ssconvert
}

@test "Ctrl-C and a request to end are obeyed while a workbook is read, and end ssconvert too" {
    endless
    echo "[{\"name\":\"List\",\"rows\":[$rows]}]" | workbook list.xlsx
    for signal in INT:130 TERM:143; do
        for words in "check list.xlsx" "run $CONFIG --set population.list=\"$WORK/list.xlsx\" -o r"; do
            rm -f pid
            PATH=$WORK/bin:$PATH "$RECEPT" $words >out 2>&1 3>&- &
            pid=$!
            for _ in $(seq 200); do [ -s pid ] && break; sleep 0.05; done
            kill "-${signal%:*}" $pid
            status=0
            wait $pid || status=$?
            [ "$status" -eq "${signal#*:}" ]
            grep -q 'interrupted; nothing was written' out
            run ! kill -0 "$(cat pid)"
            [ ! -e r ]
        done
    done
}

@test "a page of the web, a PDF, a password and junk are told apart" {
    printf '\xef\xbb\xbf<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>name' >crm.xls
    printf '%%PDF-1.7\n%%\xe2\xe3\xcf\xd3\n1 0 obj' >list.pdf
    head -c 5000 /dev/urandom >junk.csv
    printf 'PK\003\004 [Content_Types].xml xl/workbook.xml and no more' >broken.xlsx
    : >empty.csv
    printf 'name,size,character,ownership\n' >headings.csv
    while IFS=: read -r file what; do
        run "$RECEPT" check "$file" "$CONFIG"
        [ "$status" -eq 3 ]
        [[ $output == *"$what"* ]]
        run "$RECEPT" check "$CONFIG" --set "population.list=\"$WORK/$file\""
        [ "$status" -eq 3 ] || [ "$file" = headings.csv ]
        [[ $output == *"$what"* ]]
    done <<'END'
crm.xls:this is a page of the web (HTML), whatever its name says; open it in a spreadsheet and save it as CSV
list.pdf:this is a PDF
broken.xlsx:the workbook cannot be read: it is damaged
empty.csv:the file has no line with the names of its columns
headings.csv:there are headings, but no companies below them
junk.csv:junk.csv
END
}

@test "check of a list says what is understood, and every error" {
    printf 'sep=;\r\nBedrijf*;OMVANG;Karakter;Eigendm;Fase;Sector;Koplper\r\nA;klein;uitdager;concern;actie;bouw;\r\n' >near.csv
    run --separate-stderr "$RECEPT" check near.csv --lang nl
    [ "$status" -eq 3 ]
    [[ $stderr == *"near.csv:2: de kolom 'eigendom' ontbreekt; is dat 'Eigendm'?"* ]]
    printf 'sep=;\r\nBedrijf*;OMVANG;Karakter;Eigendom;Fase;Sector;Koplper\r\nA;klien;uitdager;concern;actie;bouw;\r\nA;klein;uitdager;concern;wens;bouw;\r\n' >near.csv
    run --separate-stderr "$RECEPT" check near.csv --lang nl
    [ "$status" -eq 3 ]
    [[ $output == *"gelezen als CSV, ';' tussen velden (zegt de eerste regel), UTF-8"* ]]
    [[ $output == *"'OMVANG': omvang"*"'Sector': niet gelezen"*"'Koplper': niet gelezen; bedoelde u 'koploper'?"* ]]
    [[ $stderr == *"near.csv:3: OMVANG: 'klien' is niet klein of groter; bedoelde u 'klein'?"* ]]
    [[ $stderr == *"near.csv:4: Fase: 'wens' is niet aandacht, interesse, verlangen of actie"* ]]
    [[ $stderr == *"near.csv:4: het bedrijf van regel 3 nog eens"* ]]
}

@test "check takes the axes of a config, in any order, and configs tell of their lists" {
    printf 'name,branche\nA,Bouw\nB,ict\n' >own.csv
    cp -r "$SOURCE/configs/." .
    sed "s|^@include \"axes.cfg\"|axes = ( { id = \"sector\"; label = { nl = \"branche\"; en = \"industry\"; }; levels = ( { id = \"b\"; label = { nl = \"bouw\"; en = \"building\"; }; }, \"ict\" ); } );|" \
        "$SOURCE/configs/spark.cfg" >own.cfg
    grep -q branche own.cfg
    for words in "own.csv own.cfg" "own.cfg own.csv"; do
        run --separate-stderr "$RECEPT" check $words
        [ "$status" -eq 0 ]
        [[ $output == *"axes and levels are those of own.cfg"*"'branche': industry (building 1, ict 1)"* ]]
    done
    run "$RECEPT" check own.csv
    [ "$status" -eq 3 ]
    run "$RECEPT" check own.cfg own.cfg
    [ "$status" -eq 2 ]
    run "$RECEPT" check "$CONFIG"
    [[ $output == *"spark.csv: size small 5, larger 9; character challenger 4"* ]]
}

@test "lists of any size get an answer in seconds" {
    python3 - <<'PYTHON'
with open("wide.csv", "w") as f:
    f.write(",".join(f"c{i}" for i in range(100000)) + "\nx\n")
with open("wider.csv", "w") as f:
    f.write("c," * 1000000 + "\n")
with open("long.csv", "w") as f:
    f.write("name,size,character,ownership\n" + "A,small,family,private\n" * 8700000)
with open("wrong.csv", "w") as f:
    f.write("name,size,character,ownership\n" + "A,tiny,family,private\n" * 900000)
PYTHON
    for file in wide:fields wider:characters long:rows wrong:"more errors"; do
        run timeout 60 "$RECEPT" check "${file%%:*}.csv"
        [ "$status" -eq 3 ]
        [[ $output == *"${file#*:}"* ]]
        [ "${#output}" -lt 30000 ]
    done
}
