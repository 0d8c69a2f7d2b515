#!/usr/bin/env bats
# The program as a user runs it. RECEPT is its path.

bats_require_minimum_version 1.5.0

load workplace

# Nothing unfinished is left behind.
no_partial_results() {
    [ -z "$(find "$WORK" -name '.*partial*')" ]
}

@test "help and version go to standard output, status 0" {
    run "$RECEPT" --help
    [ "$status" -eq 0 ]
    [[ $output == *"recept COMMAND"* ]]
    run "$RECEPT" run --help
    [ "$status" -eq 0 ]
    [[ $output == *"--replications"* ]]
    for command in init run compare plan check plot examples show help; do
        "$RECEPT" "$command" --help >help.txt
        "$RECEPT" help "$command" | cmp - help.txt
    done
    run "$RECEPT" --version
    [[ $output == "recept "* ]]
}

@test "a wrong command line ends with status 2 and says what is right" {
    run "$RECEPT"
    [ "$status" -eq 2 ]
    run "$RECEPT" rnu x.cfg
    [ "$status" -eq 2 ]
    [[ $output == *"did you mean 'run'"* ]]
    run "$RECEPT" run
    [ "$status" -eq 2 ]
    run --separate-stderr "$RECEPT" run "$CONFIG" -n 0 --colour --treads 4 --seed
    [ "$status" -eq 2 ]
    [ -z "$output" ]
    [ "$stderr" = "recept run: --replications: '0' is not a whole number of 1 to 2147483647
recept run: unrecognized option '--colour'
recept run: unrecognized option '--treads'; did you mean '--threads'?
recept run: --seed: the value is missing: --seed=S
'recept run --help' lists what is possible" ]
    run "$RECEPT" run "$CONFIG" --format xml
    [ "$status" -eq 2 ]
    run "$RECEPT" run "$CONFIG" --strategy sparc
    [ "$status" -eq 2 ]
    [[ $output == *"did you mean 'spark'"* ]]
    run "$RECEPT" run "$CONFIG" --vary choice.overlap=
    [ "$status" -eq 2 ]
    [ ! -e results ]
}

@test "a run writes every file and prints a table of at most 100 columns" {
    run --separate-stderr "$RECEPT" run "$CONFIG" -n 500
    [ "$status" -eq 0 ]
    [[ $stderr == *"results/spark"* ]]
    [[ $output == *"SPARK recipe"* ]]
    [ "$(printf '%s\n' "$output" | wc -L)" -le 100 ]
    for file in manifest.json summary.csv companies.csv conversion_by_day.csv \
        conversion_by_contact.csv contact_moments.csv packages.csv funnel.csv costs.csv; do
        [ -s "results/spark/$file" ]
    done
    ! grep -rqi 'nan\|inf,' results/spark/*.csv
    head -1 results/spark/summary.csv | grep -qx \
        'strategy,hub,segment,measure,unit,estimate,se,mc_low,mc_high,p05,p50,p95,method,variance_reduction'
    no_partial_results
}

@test "plots are drawn, with their data beside them, and can be drawn again" {
    "$RECEPT" run -q "$CONFIG" -n 200 >/dev/null
    for plot in conversion_by_day conversion_by_contact cost_per_partner rings funnel cost_makeup; do
        [ -s "results/spark/plots/$plot.svg" ]
        [ -s "results/spark/plots/$plot.plot" ]
        [ -s "results/spark/plots/$plot.dat" ]
        xmllint --noout "results/spark/plots/$plot.svg"
    done
    run "$RECEPT" plot results/spark --format png,pdf
    [ "$status" -eq 0 ]
    [ -s results/spark/plots/funnel.png ]
    [ -s results/spark/plots/funnel.pdf ]
}

@test "same config and seed, same bytes, on one thread and on two" {
    "$RECEPT" run -q "$CONFIG" -n 1300 -t 1 -o one --no-plots >/dev/null
    "$RECEPT" run -q "$CONFIG" -n 1300 -t 2 -o two --no-plots >/dev/null
    for file in one/*.csv; do
        cmp "$file" "two/$(basename "$file")"
    done
    "$RECEPT" run -q "$CONFIG" -n 1300 --seed 5 -o other --no-plots >/dev/null
    ! cmp -s one/summary.csv other/summary.csv
}

@test "single campaigns are kept on request, and average to the summary" {
    "$RECEPT" run -q "$CONFIG" -n 600 -t 2 --no-plots --save-replications --strategy spark,online >/dev/null
    python3 - <<'EOF'
import csv
rows = [r for r in csv.DictReader(open('results/spark/replications.csv')) if r['strategy'] == 'online']
assert [int(r['replication']) for r in rows] == list(range(600))
summary = {r['measure']: r for r in csv.DictReader(open('results/spark/summary.csv'))
           if r['strategy'] == 'online' and r['segment'] == 'all'}
for measure in ('partners', 'cost', 'p_paying', 'open'):
    mean = sum(float(r[measure]) for r in rows) / 600
    assert abs(mean - float(summary[measure]['estimate'])) < 1e-6 * (1 + mean), measure
EOF
}

@test "csv and json on standard output" {
    run --separate-stderr "$RECEPT" run -q "$CONFIG" -n 100 --no-plots --format csv --strategy spark
    [ "$status" -eq 0 ]
    [[ ${lines[0]} == strategy,hub,segment,* ]]
    "$RECEPT" run -q "$CONFIG" -n 100 --no-plots --format json --strategy spark | python3 -m json.tool >/dev/null
}

@test "what has no budget is not open, and every campaign setting can be varied but those of the run" {
    "$RECEPT" run -q "$CONFIG" -n 400 --no-plots --strategy spark --set campaign.budget=6000.0 >/dev/null
    python3 - <<'EOF'
import csv
last = [r for r in csv.DictReader(open('results/spark/conversion_by_contact.csv')) if r['segment'] == 'all'][-1]
share = [r for r in csv.DictReader(open('results/spark/summary.csv')) if r['segment'] == 'all' and r['measure'] == 'open_share'][0]
assert abs(float(last['open']) - float(share['estimate'])) < 1e-9, (last, share)
EOF
    run "$RECEPT" run "$CONFIG" --vary simulation.seed=1,2
    [ "$status" -eq 2 ]
    run "$RECEPT" run "$CONFIG" --vary 'simulation={ seed = 1; },{ seed = 2; }'
    [ "$status" -eq 2 ]
    run "$RECEPT" run "$CONFIG" --strategy ,
    [ "$status" -eq 2 ]
}

@test "the luck of a hub does not depend on how many companies others have" {
    for n in 3 30; do
        "$RECEPT" run -q "$SOURCE/configs/national.cfg" -n 50 --no-plots -o "$n" \
            --set "hubs.Pioneering.population={ count = $n; levels = { size = { small = 1; };
                character = { family = 1; }; ownership = { private = 1; }; }; }" >/dev/null
        grep ',Bouwlab R&D' "$n/summary.csv" >"$n.csv"
    done
    [ -s 3.csv ]
    cmp 3.csv 30.csv
}

@test "uncertain numbers: the share of the spread that comes from not knowing" {
    run --separate-stderr "$RECEPT" run "$CONFIG" -n 1001 --no-plots --strategy spark \
        --set 'response.intercept=({ mean = -0.9; sd = 1.0; }, -1.25, -1.7)'
    [ "$status" -eq 0 ]
    [[ $output == *"is from numbers that are not known"* ]]
    grep -q '^spark,partners,0' results/spark/uncertainty.csv
    "$RECEPT" run -q "$CONFIG" -n 1000 --no-plots --strategy spark --fixed -o fixed \
        --set 'response.intercept=({ mean = -0.9; sd = 1.0; }, -1.25, -1.7)' >/dev/null
    "$RECEPT" run -q "$CONFIG" -n 1000 --no-plots --strategy spark -o plain >/dev/null
    cmp fixed/summary.csv plain/summary.csv
}

@test "varied settings are crossed and stand in the last columns" {
    "$RECEPT" run -q "$CONFIG" -n 100 --no-plots --strategy spark \
        --vary choice.overlap=0.0,0.9 --vary 'strategies.spark.desire=("newsletter"),("phone_followup","introduction")' >/dev/null
    head -1 results/spark/summary.csv | grep -q 'variance_reduction,choice.overlap,strategies.spark.desire$'
    [ "$(grep -c '^spark,all,all,partners,' results/spark/summary.csv)" -eq 4 ]
}

@test "a varied value is a column of its own on screen" {
    run --separate-stderr "$RECEPT" run -q "$CONFIG" -n 100 --no-plots --strategy spark,online \
        --vary campaign.outreach_days=90,120 --vary team.hours_per_week=6,8
    [ "$status" -eq 0 ]
    [[ ${lines[1]} == *" outreach_ "*" hours_ "* ]]
    [[ ${lines[2]} == "strategy "*" days per_week "* ]]
    [ "$(printf '%s\n' "$output" | grep -c '^All online *90 *[68] ')" -eq 6 ]
    [ "$(printf '%s\n' "$output" | wc -L)" -le 100 ]
}

@test "a varied text is told without its quotation marks, on screen and in files" {
    run --separate-stderr "$RECEPT" run "$CONFIG" -n 40 --no-plots --strategy spark -q \
        --vary 'campaign.start="2024-11-01","2024-12-01"' --precision 0.0001
    [ "$status" -eq 5 ]
    [[ $output == *"SPARK recipe  2024-11-01 "* && $output$stderr != *'"'* ]]
    grep -q '^spark,all,all,partners,.*,2024-12-01$' results/spark/summary.csv
}

# In 25 days two of the strategies win a partner in 60 campaigns or so.
@test "figures whose error has no bounds are a dash on screen, and told in one notice" {
    run --separate-stderr "$RECEPT" run "$CONFIG" -n 60 --no-plots --set campaign.outreach_days=25
    [ "$status" -eq 0 ]
    [[ $output == *$'\nSPARK recipe '*" 0.1%        –"* && $output != *"€"* && $output != *" ± 0.00"* ]]
    [ "$(grep -c 'no bounds' <<<"$output$stderr")" -eq 1 ]
    [[ ${output//$'\n'/ } == *"simulate more campaigns (-n): per partner, as it is not shown that anybody joins (\"SPARK recipe\", "* ]]
    run --separate-stderr "$RECEPT" run "$CONFIG" -n 2 --no-plots -q
    [[ $output != *"± 0.00"* && $output != *"range "* && $output == *"a dash where it is not known"* ]]
    python3 - <<'EOF'
import csv
for r in csv.DictReader(open('results/spark/summary.csv')):
    if r['measure'].startswith('contacts_') or r['measure'] == 'cost_per_partner':
        assert not r['mc_low'] or float(r['mc_low']) >= 0, r
EOF
}

@test "a campaign of which every day is closed is told, and refused with --strict" {
    run "$RECEPT" run "$CONFIG" -n 40 --no-plots --set 'campaign.closed=({from="01-01";to="12-31";})'
    [ "$status" -eq 0 ]
    [[ ${output//$'\n'/ } == *"every day of outreach is closed (2023-11-01, 120 days)"* ]]
    run "$RECEPT" run -q "$CONFIG" -n 40 --strict --set 'campaign.closed=({from="01-01";to="12-31";})'
    [ "$status" -eq 3 ]
}

@test "a setting that is set or varied twice, or both, is refused with status 2" {
    run "$RECEPT" run "$CONFIG" --vary team.hours_per_week=6,12 --vary team.hours_per_week=7,8
    [ "$status" -eq 2 ]
    [[ $output == *"--vary team.hours_per_week and --vary team.hours_per_week are"* ]]
    run "$RECEPT" compare "$CONFIG" --vary strategies.spark={} --set strategies.[0].steering=0.1
    [ "$status" -eq 2 ]
    [[ $output == *"--vary strategies.spark and --set strategies.[0].steering=0.1 are"* ]]
    for command in run check "check --facts" plan; do
        run "$RECEPT" $command "$CONFIG" --set team.hours_per_week=6 --set choice.overlap=0.1 --set team.hours_per_week=8
        [ "$status" -eq 2 ]
        [[ $output == *"--set team.hours_per_week=6 and --set team.hours_per_week=8 are of the same setting"* ]]
        [[ $output != *"overlap"* ]]
    done
    run "$RECEPT" compare "$CONFIG" --set strategies.spark.pace_days=5 --set 'strategies.[0]={}'
    [ "$status" -ne 0 ]
    run "$RECEPT" run "$CONFIG" --set a.b=1
    [ "$status" -eq 3 ]
    [[ $output == *"--set a.b=1: a: unknown setting"* ]]
    [ ! -e results ]
}

@test "Dutch and English" {
    run --separate-stderr "$RECEPT" run "$CONFIG" -n 100 --no-plots --lang nl
    [[ $output == *"SPARK-recept"* ]]
    LC_ALL= LANG=nl_NL.UTF-8 run --separate-stderr "$RECEPT" run "$CONFIG" -n 100 --no-plots
    [[ $output == *"SPARK-recept"* ]]
    run "$RECEPT" run --help --lang nl
    [[ $output == *"campagnes"* ]]
}

@test "errors of a config: all of them, located, status 3, and the earlier result stays" {
    "$RECEPT" run -q "$CONFIG" -n 100 --no-plots >/dev/null
    cp results/spark/summary.csv before.csv
    run "$RECEPT" run "$CONFIG" --set choice.overlap=2.0 --set campaign.colour=1
    [ "$status" -eq 3 ]
    [[ $output == *"2 is not a probability (0 to 1)"* ]]
    [[ $output == *"campaign.colour: unknown setting"* ]]
    cmp before.csv results/spark/summary.csv
    run "$RECEPT" run nowhere.cfg
    [ "$status" -eq 3 ]
    run "$RECEPT" check "$CONFIG" --set response.dropout=3
    [ "$status" -eq 3 ]
}

@test "check prints a summary or the whole config with origins" {
    run "$RECEPT" check "$CONFIG"
    [ "$status" -eq 0 ]
    [[ $output == *"14 listed companies in 8 segments"* ]]
    "$RECEPT" check "$CONFIG" --dump --set choice.overlap=0.5 >dump.cfg
    grep -q 'overlap = 0.5;  # yours, --set choice.overlap=0.5' dump.cfg
    grep -q '# default' dump.cfg
    grep -q 'spark.cfg:' dump.cfg
}

@test "check tells of every hub, and its dump runs to the same figures" {
    run "$RECEPT" check "$SOURCE/configs/national.cfg"
    [ "$status" -eq 0 ]
    [[ $output == *"SPARK, with strategy spark:"*"14 listed companies"*"Pioneering, with strategy visits:"*"12 drawn companies"*"Bouwlab R&Do, with strategy events:"* ]]
    "$RECEPT" check --dump "$SOURCE/configs/national.cfg" >dump.cfg
    cp "$SOURCE/configs/spark.csv" .
    for config in "$SOURCE/configs/national.cfg" dump.cfg; do
        "$RECEPT" run -q "$config" -n 100 --no-plots --format csv -o out >"$(basename "$config").csv"
    done
    cmp national.cfg.csv dump.cfg.csv
}

@test "a folder that is not ours is never replaced" {
    mkdir -p mine && echo precious >mine/letter.txt
    run "$RECEPT" run "$CONFIG" -n 50 -o mine
    [ "$status" -eq 1 ]
    [ "$(cat mine/letter.txt)" = precious ]
    no_partial_results
}

@test "no space: a clear message, status 1, nothing half" {
    "$RECEPT" run -q "$CONFIG" -n 50 --no-plots >/dev/null
    cp results/spark/manifest.json before.json
    run bash -c "ulimit -f 40; exec '$RECEPT' run '$CONFIG' -n 60"
    [ "$status" -eq 1 ]
    [[ $output == *"results/"* ]]
    cmp before.json results/spark/manifest.json
    no_partial_results
    run bash -c "'$RECEPT' run -q '$CONFIG' -n 50 --no-plots >/dev/full"
    [ "$status" -eq 1 ]
}

@test "unwritable output is found before anything is simulated" {
    touch file
    run "$RECEPT" run "$CONFIG" -n 2000000 -o file/results
    [ "$status" -eq 1 ]
    [[ $output == *"file"* ]]
}

@test "without gnuplot numbers still come, and a notice says how to get plots" {
    mkdir bin
    run env PATH="$WORK/bin" "$RECEPT" run "$CONFIG" -n 50
    [ "$status" -eq 0 ]
    [[ $output == *"gnuplot"* ]]
    [ -s results/spark/summary.csv ]
}

@test "Ctrl-C ends with status 130 and leaves no half result" {
    "$RECEPT" run "$CONFIG" -n 20000000 --no-plots >out 2>err &
    pid=$!
    catches $pid 2
    kill -INT $pid
    code=0
    wait $pid || code=$?
    [ "$code" -eq 130 ]
    [ ! -e results/spark ]
    no_partial_results
}

@test "killed in the middle: no half result, and the next run cleans up" {
    "$RECEPT" run "$CONFIG" -n 20000000 --no-plots >out 2>err &
    pid=$!
    sleep 1
    kill -KILL $pid
    wait $pid || true
    [ ! -e results/spark ]
    "$RECEPT" run -q "$CONFIG" -n 50 --no-plots >/dev/null
    no_partial_results
}

@test "hostile names run no command and read back right" {
    cat >hostile.csv <<'EOF'
name,size,character,ownership,stage
"=1+1",small,challenger,private,desire
"`touch pwned`",small,family,private,desire
"$(touch pwned)",larger,family,group,desire
"<script>alert(1)</script>",larger,family,group,desire
"two
lines, ""quoted""",larger,family,private,desire
EOF
    "$RECEPT" run -q "$CONFIG" -n 50 --set "population.list=\"$WORK/hostile.csv\"" \
        --set 'strategies.spark.label="`touch pwned` $(touch pwned) '"'"'; system(\"touch pwned\") <script>"' \
        --set 'strategies.spark.id="=1+1`touch pwned`"' >out
    [ ! -e pwned ]
    [ -z "$(find . -name pwned)" ]
    python3 - <<'EOF'
import csv
names = {row['company'] for row in csv.DictReader(open('results/spark/companies.csv', newline=''))}
back = {n[1:] if n[:1] == "'" and n.lstrip("'")[:1] in '=+-@' else n for n in names}
want = {'=1+1', '`touch pwned`', '$(touch pwned)', '<script>alert(1)</script>', 'two\nlines, "quoted"'}
assert back == want, back
assert not any(n[:1] in '=+-@' for n in names)
EOF
    for svg in results/spark/plots/*.svg; do
        xmllint --noout "$svg"
        ! grep -q '<script>' "$svg"
    done
}

@test "a precise run stops early" {
    "$RECEPT" run -q "$CONFIG" --no-plots --strategy spark --precision 0.02 >/dev/null
    python3 - <<'EOF'
import json
m = json.load(open('results/spark/manifest.json'))
assert 1000 <= m['replications'] < 20000, m['replications']
assert all(len(i['sha256']) == 64 for i in m['inputs']) and len(m["inputs"]) == 10
EOF
}

@test "a 100 MB line gets an answer" {
    { printf 'name,size,character,ownership\n'; head -c 100000000 /dev/zero | tr '\0' x; } >huge.csv
    run timeout 60 "$RECEPT" run "$CONFIG" -n 50 --set "population.list=\"$WORK/huge.csv\""
    [ "$status" -eq 3 ]
    [[ $output == *"huge.csv:2"* ]]
}

@test "a precision that is not reached: results, a notice, and status 5" {
    for format in table csv json; do
        run --separate-stderr "$RECEPT" run "$CONFIG" --strategy spark -n 1000 --no-plots -o r \
            --precision 0.001 --format "$format"
        [ "$status" -eq 5 ]
        [ -s r/summary.csv ]
        [[ $(echo $output $stderr) == *"precision that was asked for is not reached: after 1,000"* ]]
        [[ $(echo $output $stderr) == *"conversion of SPARK recipe is known to within 0."*" points, not 0.1"* ]]
        [[ $(echo $output $stderr) == *"campaigns (-n)"* ]]
    done
    # The number that is named does.
    more=$("$RECEPT" run "$CONFIG" --strategy spark -n 1000 --no-plots -o r --precision 0.002 |
        tr '\n' ' ' | sed 's/.*takes about \([0-9,]*\) campaigns.*/\1/; s/,//g')
    "$RECEPT" run "$CONFIG" --strategy spark -n "$((more * 11 / 10))" --no-plots -o r --precision 0.002
    run "$RECEPT" run "$CONFIG" --strategy spark -n 1 --no-plots -o r --precision 0.001
    [ "$status" -eq 5 ]
    [[ $output == *"one campaign tells nothing about it"* ]]
    run "$RECEPT" compare "$CONFIG" --strategy spark,personal -n 1000 --no-plots -o r --precision 0.001
    [ "$status" -eq 5 ]
    [ -s r/compare.csv ]
}

@test "what is likely not meant is told, and with --strict it is an error" {
    printf 'name,size,character,ownership\nBouw B.V.,small,family,private\nbouw b.v.,larger,family,private\n' >twice.csv
    set=population.list=\"$WORK/twice.csv\"
    for command in run compare plan; do
        run --separate-stderr "$RECEPT" "$command" "$CONFIG" --strategy spark -n 50 --no-plots -o r --set "$set"
        [ "$status" -eq 0 ]
        # Before it simulates, and once.
        [[ ${stderr%%"results are in"*} == *"twice.csv:3: the company on line 2 once more"* ]]
        [[ $(echo $output) != *"once more"* ]]
        run --separate-stderr "$RECEPT" "$command" "$CONFIG" --strategy spark -n 50 --no-plots -o s --set "$set" --strict
        [ "$status" -eq 3 ]
        [[ $stderr == *"twice.csv:3: the company on line 2"* ]]
        [ ! -e s ]
    done
    run --separate-stderr "$RECEPT" run "$CONFIG" --strategy spark -n 50 --no-plots -o r --set "$set" --format csv
    [[ $stderr == *"twice.csv:3: the company on line 2"* ]]
    run --separate-stderr "$RECEPT" check "$CONFIG" --set "$set"
    [ "$status" -eq 0 ]
    [[ $stderr == *"twice.csv:3: the company on line 2"* ]]
    run "$RECEPT" check "$CONFIG" --set "$set" --strict
    [ "$status" -eq 3 ]
    run "$RECEPT" check "$CONFIG" --strict
    [ "$status" -eq 0 ]
    # Told once, whatever varies.
    "$RECEPT" run "$CONFIG" --strategy spark -n 50 --no-plots -o r --set "$set" --vary team.hours_per_week=6,8 --lang nl >out 2>&1
    [ "$(tr '\n' ' ' <out | grep -o 'het bedrijf van regel 2 nog eens' | wc -l)" -eq 1 ]
}

@test "a strategy keeps its colour when others are left out or a value is varied; values are dashes" {
    "$RECEPT" run -q "$CONFIG" -n 40 --strategy online,sessions --set campaign.budget=20000.0 >/dev/null
    plot=results/spark/plots/conversion_by_day.plot
    grep -qx "looks = ' 3 4'" $plot
    grep -qx "dashes = ' 3 4'" $plot
    rm -r results
    "$RECEPT" run -q "$CONFIG" -n 40 --strategy online,sessions --vary campaign.budget=5000.0,9000.0 >/dev/null
    grep -q '^looks = .* 3 4 3 4\|^looks = .* 3 3 4 4' $plot
    [ "$(grep '^dashes = ' $plot | tr -cd '12' | fold -w1 | sort | uniq -c | tr -s ' ' | tr '\n' ,)" = " 2 1, 2 2," ]
    ! grep -q '20000' $plot || false
}

@test "curves of conversion have the range of single campaigns, which ends where the summary's does" {
    "$RECEPT" run -q "$CONFIG" -n 400 -o known >/dev/null
    "$RECEPT" run -q "$SOURCE/configs/spark-uncertain.cfg" -n 401 --no-plots -o unknown >/dev/null
    "$RECEPT" run -q "$SOURCE/configs/national.cfg" -n 60 --no-plots -o hubs >/dev/null
    # Money for some of the companies only: how many are approached differs.
    "$RECEPT" run -q "$CONFIG" -n 400 --no-plots -o poor --set campaign.budget=6000.0 >/dev/null
    python3 - <<'EOF'
import csv
for folder in ('known', 'unknown', 'hubs', 'poor'):
    rate = {(r['strategy'], r['hub']): r for r in csv.DictReader(open(folder + '/summary.csv'))
            if r['segment'] == 'all' and r['measure'] == 'conversion_rate'}
    for file, clocks in (('conversion_by_day', ('own', 'campaign')), ('conversion_by_contact', (None,))):
        rows = list(csv.DictReader(open('%s/%s.csv' % (folder, file))))
        assert all(r['p05'] == r['p95'] == '' for r in rows if r['segment'] != 'all')
        rows = [r for r in rows if r['segment'] == 'all']
        for (strategy, hub), end in rate.items():
            for clock in clocks:
                line = [r for r in rows if r['strategy'] == strategy and r.get('clock') == clock
                        and r.get('hub', 'all') == hub]
                for p in ('p05', 'p95'):
                    assert line[-1][p] == end[p], (folder, file, strategy, hub, p, line[-1], end)
                    seen = [float(r[p]) for r in line]
                    assert seen == sorted(seen)
    assert any(float(r['p95']) > 0 for r in rate.values())
approached = {r['p05'] + ' ' + r['p95'] for r in csv.DictReader(open('poor/summary.csv'))
              if r['segment'] == 'all' and r['measure'] == 'approached'}
assert any(a.split()[0] != a.split()[1] for a in approached), approached
EOF
    for plot in conversion_by_day conversion_by_date conversion_by_contact; do
        grep -qx "ranged = ' 1 2 3 4 5'" known/plots/$plot.plot
        grep -q 'Pale band, and bar at its right end: range of one campaign' known/plots/$plot.svg
    done
}

@test "nothing happens in a closed period, in pictures by date as well" {
    "$RECEPT" run -q "$CONFIG" -n 200 -o out >/dev/null
    python3 - <<'EOF'
import glob, re
plots = glob.glob("out/plots/*_by_date.dat")
assert len(plots) == 5, plots
rises = 0
for plot in plots:
    script = open(plot.replace(".dat", ".plot")).read()
    shades = list(map(float, re.search(r"^shades = '(.+)'$", script, re.M).group(1).split()))
    for block in open(plot).read().split("\n\n\n")[1:6]:
        rows = [list(map(float, row.split("\t")))[:4] for row in block.strip().split("\n")[1:]]
        for a, b in zip(rows, rows[1:]):
            assert a[0] == b[0] or a[1:] == b[1:], (plot, a, b) # steps: up, or on
            rises += b[1] > a[1]
            for start, end in zip(shades[::2], shades[1::2]):
                assert not (start < b[0] < end and b[1] > a[1]), (plot, a, b)
assert rises > 50
EOF
}

@test "few campaigns: pictures tell no chance, and averages with their error" {
    for n in 1 29 30; do
        "$RECEPT" run -q "$CONFIG" -n $n -o $n >/dev/null
        "$RECEPT" compare -q "$CONFIG" -n $n -o compare-$n >/dev/null
        "$RECEPT" plan -q "$CONFIG" --strategy spark,personal --budget 8000,12000 -n $n -o plan-$n >/dev/null
    done
    chances=(30/plots/{cost_chance,target_{in_view,active,paying,all}_by_date}.plot
        compare-30/plots/best_{on_average,in_one_campaign}.plot plan-30/plots/plan_{in_view,active,paying}.plot)
    for plot in "${chances[@]}"; do
        [ -s "$plot" ]
        [ ! -e "${plot/30/29}" ] && [ ! -e "${plot/30/1}" ]
    done
    for plot in {,compare-,plan-}29/plots/*.plot; do
        sed '/^# ---- What all plots share/,$d' $plot >said
        grep -q 'error' said
        ! grep -q 'Monte Carlo' said || false
        ! sed 's/Ranges and chances take 30//' said | grep -iE 'chance|p05|best|without partner' || false
    done
    for plot in load_by_week segments partners_and_cost; do
        [ -s 30/plots/$plot.plot ] || [ -s compare-30/plots/$plot.plot ]
    done
    [ -s 1/plots/load_by_week.plot ] && [ ! -e 29/plots/load_by_week.plot ]
    [ ! -e compare-29/plots/segments.plot ] && [ -e compare-29/plots/partners_and_cost.plot ]
    "$RECEPT" compare -q "$SOURCE/configs/spark-uncertain.cfg" -n 28 -o unknown >/dev/null
    [ ! -e unknown/plots/partners_and_cost.plot ]
    # With one strategy nobody joined in three campaigns: that is not shown to be never.
    "$RECEPT" run -q "$CONFIG" -n 3 -o none --set campaign.outreach_days=70 >/dev/null
    grep -q '"All online".*"0% (0% to 56%)"' none/plots/conversion_by_day.dat
    "$RECEPT" plot 29 --terminal >drawn
    grep -qE '[0-9]% ± [0-9]+% +All personal' drawn
}

@test "titles say which campaign, when, how many companies and how many numbers are assumed" {
    "$RECEPT" run -q "$CONFIG" -n 40 --lang nl --set 'campaign.name="Proef `touch pwned`"' -o out >/dev/null
    for plot in out/plots/*.dat; do
        grep -q '"Proef `touch pwned` · 1 nov 2023 – 28 feb 2024 · 14 bedrijven · [0-9]* van de [0-9]* getallen aangenomen"' "$plot"
    done
    [ ! -e pwned ] && [ ! -e out/plots/pwned ]
    ! grep -l Proef out/plots/*.plot || false
}

@test "levels have labels on plots and ids in files; wrong ones are told" {
    "$RECEPT" compare -q "$CONFIG" -n 60 --lang nl -o out >/dev/null
    grep -q '"klein/uitdager/zelfstandig"' out/plots/segments.dat
    grep -q 'small/challenger/private' out/segments.csv
    ! grep -q uitdager out/*.csv || false
    sed 's/{ id = "small"; label = { nl = "klein"; en = "small"; }; }/{ label = "klein"; }/' \
        "${CONFIG%/*}/axes.cfg" >axes.cfg
    cmp -s axes.cfg "${CONFIG%/*}/axes.cfg" && return 1
    cp -r "${CONFIG%/*}"/. .
    sed -i 's/{ id = "small"; label = { nl = "klein"; en = "small"; }; }/{ label = "klein"; }/' axes.cfg
    run "$RECEPT" check spark.cfg
    [ "$status" -eq 3 ]
    [[ "$output" == *"axes.cfg:"*"axes.size.levels[0]"* ]]
}

@test "plain levels are their own labels" {
    sed 's/{ id = "\([a-z]*\)"; label = { nl = "[a-z]*"; en = "[a-z]*"; }; }/"\1"/' \
        "${CONFIG%/*}/axes.cfg" >plain.cfg
    grep -q '"small",' plain.cfg
    cp -r "${CONFIG%/*}"/. .
    "$RECEPT" run -q spark.cfg -n 60 --no-plots -o labelled >/dev/null
    cp plain.cfg axes.cfg
    "$RECEPT" run -q spark.cfg -n 60 --no-plots -o plain >/dev/null
    cmp labelled/summary.csv plain/summary.csv
}

# The chance of two paying partners is 0.79 or so: 200 campaigns show neither that it is 0.8 nor that it is less.
@test "a day by which a target is met is neither told nor denied where it is not shown" {
    for seed in 1 2 3 4 5 6; do
        run "$RECEPT" run -q "$CONFIG" --strategy personal --seed $seed -n 200 --no-plots -o "$seed"
        [[ "$output" == *"meet it by day"*"not before 11"*" not before 11"* ]]
        grep -q '^personal,all,paying,[0-9]*,11[0-9],,not_shown$' "$seed/target_days.csv"
    done
    run "$RECEPT" run -q "${CONFIG%/*}/national.cfg" -n 40 --no-plots --lang nl
    [[ "$output" == *"halen het op dag"*"Alle hubs samen"* ]]
    grep -q '^[a-z_]*,all,in_view,[0-9]*,[0-9]*,[0-9]*,yes$' results/national/target_days.csv
}

@test "targets by day, load by week and draws are told as they add up" {
    "$RECEPT" run -q "$CONFIG" -n 400 --no-plots -o out \
        --set 'response.intercept=({ mean = -1.0; sd = 0.5; }, -1.0, { low = -1.0; mode = -0.5; high = 0.0; })' >/dev/null
    python3 - <<'EOF'
import csv
def rows(name): return list(csv.DictReader(open('out/%s.csv' % name)))
total = {(r['strategy'], r['measure']): float(r['estimate'] or 'nan')
         for r in rows('summary') if r['segment'] == 'all'}
last = {}
for r in rows('targets_by_day'):
    key = r['strategy'], r['target']
    chance = float(r['chance'])
    assert float(r['mc_low']) <= chance <= float(r['mc_high'])
    assert chance >= last.get(key, (0, 0))[1] and int(r['day']) == last.get(key, (-1, 0))[0] + 1
    last[key] = int(r['day']), chance
for (strategy, target), (day, chance) in last.items():
    name = 'p_all_targets' if target == 'all' else 'p_' + target
    assert day == 120 and abs(chance - total[strategy, name]) < 1e-9, (strategy, target)
assert len(last) == 20
# Days of which the interval of the chance reaches 0.8.
days = {key: {'day': '', 'low': '', 'high': ''} for key in last}
for r in rows('targets_by_day'):
    at = days[r['strategy'], r['target']]
    for bound, column in ('day', 'chance'), ('low', 'mc_high'), ('high', 'mc_low'):
        if at[bound] == '' and float(r[column]) >= 0.8: at[bound] = r['day']
told = rows('target_days')
assert len(told) == 20 and {r['met'] for r in told} >= {'yes', 'no'}
for r in told:
    at = days[r['strategy'], r['target']]
    assert all(r[bound] == at[bound] for bound in at), r
    assert r['met'] == ('no' if not r['low'] else 'yes' if r['high'] else 'not_shown'), r
for strategy in {r['strategy'] for r in rows('load_by_week')}:
    of = [r for r in rows('load_by_week') if r['strategy'] == strategy]
    assert [int(r['week']) for r in of] == list(range(18))
    assert all(float(r['p05']) <= float(r['hours']) <= float(r['p95']) or float(r['hours']) < 3 for r in of)
    assert abs(sum(float(r['cost_eur']) for r in of) - total[strategy, 'cost']) < 1e-4
    assert abs(sum(float(r['waited']) for r in of) - total[strategy, 'waited']) < 1e-9
    assert {r['available'] for r in of} == {'12'}
draws = rows('draws')
assert len(draws) == 200 and list(draws[0])[:3] == [
    'draw', 'response.intercept[0]', 'response.intercept[2]'], list(draws[0])
for strategy in ('spark', 'online'):
    for column, measure in (('partners', 'partners'), ('cost_eur', 'cost')):
        mean = sum(float(r['%s:%s' % (column, strategy)]) for r in draws) / len(draws)
        assert abs(mean - total[strategy, measure]) < 1e-4 * mean
first = [float(r['response.intercept[0]']) for r in draws]
assert -1.2 < sum(first) / 200 < -0.8 and 0.35 < (sum((x + 1) ** 2 for x in first) / 200) ** 0.5 < 0.65
EOF
    [ ! -e results/spark/draws.csv ]
}

@test "that nobody joined, or always as many, is no error of 0" {
    run "$RECEPT" run "$CONFIG" -n 100 -q --no-plots --strategy spark --set packages.startup.value.base=-50.0 --set campaign.outreach_days=1 --set campaign.horizon_days=1
    [ "$status" -eq 0 ]
    [[ "$output" == *"0.00 (0.00 to 0.0"* && "$output" != *"± 0.00"* ]]
    python3 - <<'PY'
import csv
rows = {r["measure"]: r for r in csv.DictReader(open("results/spark/summary.csv")) if r["segment"] == "all"}
partners, rate = rows["partners"], rows["conversion_rate"]
assert (partners["se"], partners["mc_low"]) == ("", "0")
approached = float(rows["approached"]["estimate"])
assert abs(float(partners["mc_high"]) - approached * float(rate["mc_high"])) < 1e-6
PY
}

# Of the contact moments that the strategies have and that wait for hours; once.
@test "a team with fewer hours a week than a contact takes is told of" {
    short() {
        run "$RECEPT" "$@" -n 40 -q --no-plots
        [ "$status" -eq 0 ]
        output=${output//$'\n'/ }
    }
    short run "$CONFIG" --set team.hours_per_week=1.0
    [[ $output == *'The team has fewer hours a week (1) than the contact moment "Making something in the lab or teaching as a guest" takes (6): such a contact goes ahead all the same, in a week of which no hours were used before'* ]]
    [[ $output != *"fewer hours a week"*"fewer hours a week"* ]]
    short run "$CONFIG" --set team.hours_per_week=6.0
    [[ $output != *"fewer hours a week"* ]]
    short run "$CONFIG" --strategy online --set team.hours_per_week=2.5
    [[ $output != *"fewer hours a week"* ]]
    short run "$CONFIG" --strategy online --vary team.hours_per_week=0.0,2.0
    [[ $output == *'fewer hours a week (0) than the contact moment "'*'" takes (2.5): '* ]]
    [[ $output != *"fewer hours a week"*"fewer hours a week"* ]]
    short run "$CONFIG" --lang nl --set team.hours_per_week=1.5
    [[ $output == *'Het team heeft per week minder uren (1,5) dan het contactmoment "Iets maken in het lab of gastdocent zijn" kost (6)'* ]]
    short compare "$CONFIG" --set team.hours_per_week=1.0
    [[ $output == *"The team has fewer hours a week (1) than the contact moment"* ]]
    short compare "$CONFIG"
    [[ $output != *"fewer hours a week"* ]]
    short plan "$CONFIG" --strategy spark --hours 2,12
    [[ $output == *"The team has fewer hours a week (2) than the contact moment"* ]]
    [[ $output != *"fewer hours a week"*"fewer hours a week"* ]]
    short plan "$CONFIG" --strategy spark --hours 6,12
    [[ $output != *"fewer hours a week"* ]]
}

@test "threads as the system allows, and as many in the manifest as ran" {
    threads_of() {
        rm -rf r
        "$RECEPT" run "$CONFIG" --strategy spark -n 600 --no-plots -q -o r "$@" >/dev/null
        sed -n 's/.*"threads": \([0-9]*\).*/\1/p' r/manifest.json
    }
    [ "$(threads_of -t 3)" = 3 ]
    cp r/summary.csv three.csv
    [ "$(OMP_THREAD_LIMIT=1 threads_of -t 3)" = 1 ]
    cmp three.csv r/summary.csv
    [ "$(OMP_THREAD_LIMIT=2 threads_of -t 3)" = 2 ]
    [ "$(OMP_NUM_THREADS=1 threads_of)" = 1 ]
    [ "$(OMP_NUM_THREADS=3,2 threads_of)" = 3 ]
    [ "$(OMP_NUM_THREADS=3 threads_of -t 2)" = 2 ]
    [ "$(OMP_DYNAMIC=true threads_of -t 3)" = 3 ]
}

@test "of unknown numbers a company's chance has the error of pairs" {
    mkdir one
    cp -r "$SOURCE"/configs/* one
    sed -n '1p;7p' "$SOURCE/configs/spark.csv" >one/spark.csv
    "$RECEPT" run one/spark-uncertain.cfg --strategy spark -n 4000 --no-plots -q -o r >/dev/null
    python3 - <<'EOF'
import csv
company = next(csv.DictReader(open('r/companies.csv')))
rate = next(row for row in csv.DictReader(open('r/summary.csv'))
            if row['measure'] == 'conversion_rate' and row['segment'] == 'all')
chance, se = float(company['converted']), float(company['se'])
assert abs(chance - float(rate['estimate'])) < 1e-9
assert abs(se / float(rate['se']) - 1) < 0.002, (se, rate['se'])
# Taken for independent, the two campaigns of a pair would have another error.
assert abs((chance * (1 - chance) / 4000) ** 0.5 / se - 1) > 0.004
assert float(company['mc_low']) < chance < float(company['mc_high'])
EOF
}
