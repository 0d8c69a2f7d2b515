#!/usr/bin/env bats
# What is in a folder of results, whose it is, and what is made again from it. RECEPT is the
# path of the program.

bats_require_minimum_version 1.5.0

load workplace

run_to() {
    "$RECEPT" run -q "$CONFIG" --strategy spark,online -n 40 --no-plots -o "$@" >/dev/null
}

no_partial_results() {
    [ -z "$(find . -name '.*partial*' -o -name '.*.new*')" ]
}

@test "a manifest of another program, a config, notes and changed files are never replaced" {
    mkdir web && echo '{"name": "app", "version": "1.0"}' >web/manifest.json && echo code >web/index.js
    run run_to web
    [ "$status" -eq 1 ]
    [[ $output == *"web: exists and is not a folder of results"*"-o"*"--force"* ]]
    [ "$(cat web/index.js)" = code ]
    run_to r
    run_to r # nothing was changed
    for change in 'cp $CONFIG r/mine.cfg' 'echo note >r/notes.txt' 'echo >>r/summary.csv' \
        'ln -sf /etc/passwd r/columns.csv' 'mkdir -p r/a/b; echo x >r/a/b/c' 'mkfifo r/pipe'; do
        rm -rf r
        run_to r
        eval "$change"
        cp -a r before
        # Before simulating: this many campaigns would take minutes.
        run timeout 20 "$RECEPT" run "$CONFIG" -n 90000000 -o r
        [ "$status" -eq 1 ]
        [[ $output == *"r: was added or changed since"* ]]
        diff -r --no-dereference before/ r/ 2>/dev/null || [ -p r/pipe ]
        rm -rf before
    done
    [ ! -e r.1 ]
    no_partial_results
}

@test "--force moves aside to the first free number, and deletes nothing" {
    run_to r && echo note >r/notes.txt && mkdir r.1
    run run_to r --force
    [ "$status" -eq 0 ]
    [[ $output == *"what was in r is in r.2 now"* ]]
    [ "$(cat r.2/notes.txt)" = note ] && [ -s r.2/summary.csv ] && [ ! -e r/notes.txt ]
    run_to r --force
    [ -s r.3/manifest.json ]
    touch file
    run run_to file --force
    [ "$status" -eq 1 ] && [ ! -e file.1 ]
    mkdir empty
    run_to empty
    [ -s empty/summary.csv ]
}

@test "results of a version without a list move aside, with a notice" {
    run_to r
    python3 - <<'EOF'
import json
manifest = json.load(open("r/manifest.json"))
del manifest["files"]
json.dump(manifest, open("r/manifest.json", "w"))
EOF
    echo note >r/notes.txt
    run run_to r --lang nl
    [ "$status" -eq 0 ]
    [[ $output == *"eerdere versie van recept, staat nu in r.1"* ]]
    [ "$(cat r.1/notes.txt)" = note ] && [ -s r/summary.csv ]
}

@test "the manifest lists every file with its checksum; pictures that are drawn later as well" {
    "$RECEPT" run -q "$CONFIG" -n 40 -o r >/dev/null
    list() {
        python3 -c 'import json
for f in json.load(open("r/manifest.json"))["files"]: print(f["sha256"] + "  " + f["path"])' >list
        [ "$(wc -l <list)" -eq "$(find r -type f ! -name manifest.json | wc -l)" ]
        (cd r && sha256sum --quiet -c ../list)
    }
    list
    "$RECEPT" plot r --format png,svg --lang nl
    list
    grep -q 'plots/funnel.png$' list
    "$RECEPT" run -q "$CONFIG" -n 40 -o r >/dev/null
    [ ! -e r/plots/funnel.png ] && [ ! -e r.1 ]
    echo mine >r/plots/funnel.png
    run "$RECEPT" plot r --format png
    [ "$status" -eq 1 ]
    [[ $output == *"plots/funnel was not drawn as png: plots/funnel.png is there"* ]]
    [ "$(cat r/plots/funnel.png)" = mine ] && [ -s r/plots/rings.png ]
    no_partial_results
}

@test "scripts of gnuplot are written on request only, and draw the same by hand" {
    "$RECEPT" run -q "$CONFIG" -n 40 -o r >/dev/null
    [ -z "$(find r -name '*.gp')" ]
    "$RECEPT" run -q "$CONFIG" -n 40 -o s --scripts >/dev/null
    [ "$(find s -name '*.gp' | wc -l)" -eq "$(find s -name '*.dat' | wc -l)" ]
    cp -r s by_hand
    rm by_hand/plots/*.svg
    (cd by_hand/plots && for script in *.gp; do gnuplot -d "$script"; done)
    for plot in r/plots/*.svg; do
        cmp "$plot" "by_hand/plots/${plot##*/}"
    done
}

@test "a folder made by a stranger: plot runs nothing and writes nothing outside" {
    "$RECEPT" run -q "$CONFIG" -n 40 -o r >/dev/null
    mkdir outside && echo kept >outside/kept
    marker=$WORK/pwned
    for plot in r/plots/*.plot; do
        echo "system('touch $marker')" >"${plot%.plot}.gp"
    done
    sed -i "s|^title = .*|title = system('touch $marker')|" r/plots/funnel.plot
    sed -i "1s|.*|# recept plot 1 ../../evil.gp|" r/plots/rings.plot
    sed -i "s|\"[^\"]*\"|\"\`touch $marker\`\"|; s|^|\$(touch $marker)|" r/plots/cost_chance.dat
    printf '#!/bin/sh\ntouch %s\n' "$marker" >r/plots/gnuplot && chmod +x r/plots/gnuplot
    ln -sf ../../outside/kept r/plots/load_by_week.svg
    ln -sf ../../outside/new r/plots/cost_makeup.svg
    ln -sf /etc/passwd r/plots/conversion_by_day.dat
    mkfifo r/plots/fifo.plot
    (cd r/plots && PATH=".:$PATH" timeout 60 "$RECEPT" plot "$WORK/r" 2>"$WORK/err") || [ $? -eq 1 ]
    grep -q 'plots/funnel was not drawn as svg: line [0-9]* of funnel.plot' err
    grep -q 'plots/rings was not drawn as svg: line 1 of rings.plot' err
    grep -q 'plots/load_by_week was not drawn' err && grep -q 'plots/cost_makeup was not drawn' err
    grep -q 'conversion_by_day.dat: is not a regular file' err
    [ ! -e pwned ] && [ "$(ls outside)" = kept ] && [ "$(cat outside/kept)" = kept ]
    rm -r r/plots && ln -s ../outside r/plots
    run "$RECEPT" plot r
    [ "$status" -ne 0 ] && [ "$(ls outside)" = kept ]
    mkdir nothing
    run "$RECEPT" plot nothing
    [ "$status" -eq 3 ]
    [[ $output == *"nothing: is not a folder of results: nothing/manifest.json: "* ]]
}

@test "nothing that can be drawn ends with status 1" {
    "$RECEPT" run -q "$CONFIG" -n 40 -o r >/dev/null
    cp -r r before
    mkdir bin && printf '#!/bin/sh\necho boom >&2\nexit 3\n' >bin/gnuplot && chmod +x bin/gnuplot
    PATH="$WORK/bin:$PATH" run "$RECEPT" plot r --format png
    [ "$status" -eq 1 ]
    [[ $output == *"plots/funnel was not drawn as png: boom"* ]]
    run env PATH=/nowhere "$RECEPT" plot r
    [ "$status" -eq 1 ]
    [[ $output == *"gnuplot-nox"* ]]
    diff -r before r
    # A run has its numbers all the same.
    PATH="$WORK/bin:$PATH" run "$RECEPT" run -q "$CONFIG" -n 40 -o r
    [ "$status" -eq 0 ] && [ -s r/summary.csv ]
}

@test "--keep leaves earlier results, and writes to the name with the date" {
    for i in 1 2 3; do
        "$RECEPT" run -q "$CONFIG" --strategy spark -n 40 --no-plots --keep >/dev/null
    done
    day=$(date +%Y-%m-%d)
    [ "$(ls results | tr '\n' ' ')" = "spark-$day spark-$day-2 spark-$day-3 " ]
    run "$RECEPT" run "$CONFIG" --strategy spark -n 40 --no-plots --keep -o mine/
    [[ $output == *"results are in mine-$day"* ]]
    [ -s "mine-$day/summary.csv" ]
}

# The files of two folders are the same, but for when and how fast they came.
same_results() {
    diff -rq --exclude=manifest.json "$1" "$2"
    python3 - "$@" <<'XX'
import json, sys
a, b = (json.load(open(f + "/manifest.json")) for f in sys.argv[1:3])
for key in ("wall_seconds", "contact_moments_per_second", "started"):
    del a[key], b[key]
assert a == b, [k for k in a if a[k] != b.get(k)]
XX
}

@test "results are made again from their folder alone, to the same bytes" {
    cp -r "$SOURCE/configs" made
    i=0
    for command in "run made/spark.cfg -n 40 --save-replications" \
        "run made/spark-uncertain.cfg -n 40 --seed 7 --set team.hourly_rate=80.0 --strategy spark" \
        "run made/spark.cfg -n 30 --vary team.hourly_rate=75.0,90.0 --strict" \
        "run made/national.cfg -n 20" \
        "compare made/spark.cfg made/chamber.cfg -n 30 --value 9000 --equal cost --fixed" \
        "plan made/spark.cfg --budget 4000,8000 -n 30 --target paying=2 --strategy spark"; do
        "$RECEPT" $command -q --lang nl -o "r$i" >"screen$i"
        i=$((i + 1))
    done
    rm -r made
    mkdir elsewhere && cd elsewhere
    for i in 0 1 2 3; do
        "$RECEPT" run -q --from-results "../r$i" -o "again$i" >screen
        same_results "../r$i" "again$i"
        diff "../screen$i" screen
    done
    "$RECEPT" compare -q --from-results ../r4 -o again4 >screen && diff ../screen4 screen
    "$RECEPT" plan -q --from-results ../r5 -o again5 >screen && diff ../screen5 screen
    same_results ../r4 again4
    same_results ../r5 again5
    "$RECEPT" run -q --from-results again1 -o third >/dev/null # of what was made again as well
    same_results ../r1 third
    "$RECEPT" run -q --from-results ../r0 >/dev/null
    [ -s results/spark/summary.csv ]
    run "$RECEPT" compare --from-results ../r0
    [ "$status" -eq 3 ]
    [[ $output == *"../r0: was made by 'recept run', not by 'recept compare'"* ]]
    run "$RECEPT" run --from-results ../r0 --seed 5
    [ "$status" -eq 2 ]
    run "$RECEPT" run --from-results ../nowhere
    [ "$status" -eq 3 ]
    [[ $output == *"../nowhere: is not a folder of results"* ]]
}

@test "a list keeps what the model uses, and formulas and quotation marks read back" {
    cp "$SOURCE"/configs/*.cfg "$SOURCE"/configs/spark.csv . && cp -r "$SOURCE/configs/facts" .
    cat >spark.csv <<'CSV'
name;size;character;ownership;stage;contacts_before;warm;customer_in;front_runner
"=1+1; ""quoted""";small;challenger;private;desire;3;yes;no;
'''=2;larger;family;group;;;ja;;nee
 " spaced ";small;family;private;action;1;;yes;yes
CSV
    "$RECEPT" run -q spark.cfg -n 40 --no-plots -o r >/dev/null
    rm ./*.cfg spark.csv
    "$RECEPT" run -q --from-results r --no-plots -o again >/dev/null
    same_results r again
}

@test "--no-names writes numbers, leaves the list out, and asks for it again" {
    cp "$SOURCE"/configs/*.cfg "$SOURCE"/configs/spark.csv . && cp -r "$SOURCE/configs/facts" .
    sed -i 's/^[0-9]/Bedrijf &/' spark.csv
    "$RECEPT" run -q spark.cfg -n 40 -o r --no-names >/dev/null
    [ "$(cut -d, -f2 r/companies.csv | sort -nu | tail -1)" = 14 ]
    tail -n +2 spark.csv | cut -d, -f1 >names
    ! grep -rFqf names r || false
    grep -q "\"sha256\": \"$(sha256sum spark.csv | cut -d' ' -f1)\"" r/manifest.json
    "$RECEPT" run -q --from-results r -o again >/dev/null
    same_results r again
    sed -i 's/,small,/,larger,/' spark.csv
    run "$RECEPT" run -q --from-results r -o again
    [ "$status" -eq 3 ]
    [[ $output == *"spark.csv: is not the list that those results are of: its SHA-256 is "* ]]
    rm spark.csv
    run "$RECEPT" run -q --from-results r -o again
    [ "$status" -eq 3 ]
    [[ $output == *"spark.csv: No such file or directory; those results do not hold this list"* ]]
}

@test "direction marks and control characters are in no folder name, screen, message or table" {
    cp -r "$SOURCE/configs" here
    cat >here/spark.csv <<CSV
name,size,character,ownership,stage
"$(printf 'a\342\200\256b\033[31mc\007d')",small,challenger,private,desire
"two
lines",small,family,private,desire
CSV
    dirty=$(printf 'x\342\200\256y\342\201\246\033[2Jz')
    seen() { LC_ALL=C grep -rlP '[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]' "$@"; }
    "$RECEPT" run here/spark.cfg -n 40 --set "campaign.name=\"$dirty\"" \
        --set "strategies.spark.label=\"$dirty\"" --set "strategies.spark.id=\"$dirty\"" >screen 2>err
    [ "$(ls results)" = "xy [2Jz" ]
    "$RECEPT" run here/spark.cfg -n 40 --set "strategies.spark.id=\"$dirty\"" --format csv -o r >csv 2>>err
    "$RECEPT" compare here/spark.cfg -n 40 --set "strategies.spark.label=\"$dirty\"" -o c >>screen 2>>err
    "$RECEPT" run -q here/spark.cfg -n 40 --no-plots -o "out$dirty" >/dev/null 2>>err
    "$RECEPT" run -q here/spark.cfg "$dirty" --"$dirty" --seed "$dirty" 2>>err || [ $? -eq 2 ]
    "$RECEPT" "$dirty" 2>>err || [ $? -eq 2 ]
    "$RECEPT" run "$dirty.cfg" 2>>err || [ $? -ne 0 ]
    "$RECEPT" check here/spark.cfg --dump --set "campaign.name=\"$dirty\"" --set "strategies.spark.label=\"$dirty\"" >dump
    [ -s dump ]
    cp -r here "$dirty"
    "$RECEPT" check "$dirty/spark.cfg" >>screen
    "$RECEPT" check "$dirty/spark.cfg" --dump >>dump
    "$RECEPT" check "$dirty/chamber.cfg" --facts >>screen
    "$RECEPT" show r >>screen
    "$RECEPT" run -q "$dirty/spark.cfg" -n 40 --no-plots -o s --vary "campaign.name=\"$dirty\",b" >>screen 2>>err
    "$RECEPT" show r s >>screen
    "$RECEPT" run "$dirty/spark.cfg" -n 90000000 --no-plots -o "out$dirty" --max-time 0.2s 2>>err || [ $? -eq 4 ]
    grep -q "go on with --resume" err
    [ -s err ] && [ -s csv ]
    run seen screen err csv dump s/*.csv r/*.csv c/*.csv results/*/*.csv results/*/plots/*.dat
    echo "$output"
    [ "$status" -eq 1 ]
    grep -q '^spark,ab \[31mc d,\|,ab \[31mc d,' r/companies.csv
}

# A run in which system calls go wrong, as `strace -e inject=` says. Under it leaks cannot be looked
# for.
run_with() {
    ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0 strace -f -o trace \
        -e "trace=fsync,rename,renameat,renameat2,unlinkat" "${@:2}" \
        "$RECEPT" run -q "$CONFIG" --strategy spark -n 40 --no-plots -o "$1" >/dev/null 2>err
}

needs_strace() {
    strace -o /dev/null true 2>/dev/null || skip "strace is not to be had"
}

@test "everything is on the disk before it takes its place, and the place before the old goes" {
    needs_strace
    run_to deep/r
    cp -r deep/r before
    run_with deep/r -y
    python3 - <<'XX'
import re
lines = [line.split(" ", 1)[1].strip() for line in open("trace")]
synced = [re.search(r"<(.*?)>", line).group(1) for line in lines if line.startswith("fsync")]
swap = next(i for i, line in enumerate(lines) if "RENAME_EXCHANGE" in line)
before = [re.search(r"<(.*?)>", line).group(1) for line in lines[:swap] if line.startswith("fsync")]
partial = before[-1]
assert ".r.partial-" in partial, before
names = {path.rsplit("/", 1)[1] for path in before[:-1]}
assert {"manifest.json", "summary.csv", "companies.csv", "columns.csv"} <= names, names
after = [line for line in lines[swap + 1:] if line.startswith(("fsync", "unlinkat"))]
assert after[0].startswith("fsync") and after[0].split("<")[1].split(">")[0].endswith("/deep"), after[0]
assert any(line.startswith("unlinkat") for line in after[1:])
XX
    # Folders that are new have names in folders above them.
    run_with new/er/r -y
    for folder in new/er new "$(basename "$WORK")"; do
        grep -q "fsync([0-9]*<[^>]*$folder>)" trace
    done
}

@test "a disk that fails at the end leaves the old result" {
    needs_strace
    run_to r
    cp -r r before
    run run_with r -e inject=fsync:error=EIO
    [ "$status" -eq 1 ]
    grep -q '^recept: r/.*: Input/output error$' err
    diff -r before r
    no_partial_results
    [ "$(ls -d r*)" = r ]
    # So does one that fails at some of the files alone.
    run run_with r -e inject=fsync:error=EIO:when=3
    [ "$status" -eq 1 ]
    grep -q '^recept: r/.*: Input/output error$' err
    grep 'fsync' trace | grep -qv INJECTED
    diff -r before r
    no_partial_results
}

@test "without an exchange of folders the old one steps aside, and comes back when a run dies there" {
    needs_strace
    run_to r
    run_with r -e inject=renameat2:error=EINVAL
    [ "$(ls -A)" = "$(printf 'err\nr\ntrace')" ]
    cp -r r before
    run run_with r -e inject=renameat2:error=EINVAL -e inject=rename:error=EIO:signal=KILL:when=3
    [ ! -e r ] && ls -d .r.partial-*.old
    run "$RECEPT" run -q "$CONFIG" -o r --set team.hourly_rate=-1.0
    run_to other
    run run_with r -e inject=fsync:error=EIO # it puts back, and then fails
    diff -r before r
    no_partial_results
}

@test "results that cannot take their place are kept, and it is said where" {
    needs_strace
    run_to r
    cp -r r before
    mkdir r.1
    run run_with r -e inject=renameat2:error=EPERM:when=1
    [ "$status" -eq 1 ]
    grep -q '^recept: r: Operation not permitted$' err
    grep -q '^recept: r: the new results are in r.2 instead$' err
    diff -r before r
    [ -s r.2/manifest.json ]
    no_partial_results
    # Where it can be known it is said before simulating.
    export ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
    run timeout 20 strace -f -o trace -e trace=rename -e inject=rename:error=EBUSY \
        "$RECEPT" run "$CONFIG" -n 90000000 -o r
    [ "$status" -eq 1 ]
    [[ $output == *"r: cannot be replaced by new results: Device or resource busy"* ]]
    diff -r before r
    no_partial_results
}
