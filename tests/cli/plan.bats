#!/usr/bin/env bats
# recept plan as a user runs it. RECEPT is its path.

bats_require_minimum_version 1.5.0

load workplace

@test "a plan writes its files and says first what the money buys" {
    # With fewer campaigns no price of the next partner is known, nor drawn.
    run --separate-stderr "$RECEPT" plan "$CONFIG" -n 600 --strategy spark,online
    [ "$status" -eq 0 ]
    [[ $stderr == *"results/spark-plan"* ]]
    [[ ${lines[0]} == *"wins the most partners"* ]]
    [[ $output == *"SPARK recipe"*"compa-"*"the next"*"held"* ]]
    [ "$(printf '%s\n' "$output" | wc -L)" -le 100 ]
    cd results/spark-plan
    for file in plan plan_sizes plan_extra plan_answers; do
        [ -s "$file.csv" ]
    done
    head -1 plan.csv | grep -q '^strategy,budget_eur,hours_per_week,companies,measure,unit,estimate,'
    for plot in partners in_view active paying cost_per_partner next_partner hours; do
        [ -s "plots/plan_$plot.svg" ]
    done
    python3 -m json.tool manifest.json >/dev/null
}

@test "more money never buys clearly fewer partners, and what is spent and left is the budget" {
    "$RECEPT" plan -q "$CONFIG" -n 500 --no-plots --strategy spark --budget 5000:30000:5000 -o r >/dev/null
    python3 - <<'END'
import csv
rows = {}
for row in csv.DictReader(open('r/plan.csv')):
    rows.setdefault(float(row['budget_eur']), {})[row['measure']] = row
assert sorted(rows) == [5000, 10000, 15000, 20000, 25000, 30000]
before = 0
for budget, row in sorted(rows.items()):
    value = lambda measure: float(row[measure]['estimate'])
    assert abs(value('cost') + value('unspent') - budget) < 0.02 * budget
    more = {key: float(cells['estimate']) for key, cells in row.items() if key.startswith('more_without_')}
    assert 'more_without_' + row['partners']['bound_by'] == max(more, key=more.get)
    assert float(row['partners']['mc_high']) > before
    before = float(row['partners']['mc_low'])
END
}

@test "of few campaigns, too, a row wins not clearly fewer partners than that of less money" {
    "$RECEPT" plan -q "$CONFIG" -n 100 --no-plots -o r >/dev/null
    python3 - <<'END'
import csv
rows = [row for row in csv.DictReader(open('r/plan.csv')) if row['measure'] == 'partners']
falls = [b for a, b in zip(rows, rows[1:])
         if a['strategy'] == b['strategy'] and float(b['estimate']) < 0.99 * float(a['estimate'])]
assert len(rows) == 35 and not falls, falls
END
}

@test "a budget that pays nobody, and one that moves pass, are told" {
    run --separate-stderr "$RECEPT" plan -q "$CONFIG" -n 200 --no-plots --strategy personal \
        --budget "50;100;200;600"
    [ "$status" -eq 0 ]
    [ "$(grep -c '^€100 .*–$' <<<"$output")" -eq 1 ]
    [[ $output == *"€200 does not pay for finding out about one company beside the aids (€164): nobody"* ]]
    [[ ${output//$'\n'/ } == *"(of €600 one in twenty costs €6"*" or more)"* ]]
    run --separate-stderr "$RECEPT" plan -q "$CONFIG" -n 200 --no-plots --strategy personal \
        --budget 100,30000
    [[ $output == *"€100 does not even pay the aids, which cost €164 "* ]]
    [[ $output != *"in twenty"* && ${output//$'\n'/ } == *"Still open at the end: "* ]]
}

@test "no money approaches nobody" {
    run --separate-stderr "$RECEPT" plan -q "$CONFIG" -n 100 --no-plots --strategy spark,online \
        --budget 0,100
    [ "$status" -eq 0 ]
    [[ ${lines[0]} == "With €100 nobody is approached." ]]
    [[ ${lines[1]} == "With €100, money holds \"SPARK recipe\" back most: without that limit it wins "* ]]
    [ "$(grep -cE '^€(0|100) +0 +0 ' <<<"$output")" -eq 4 ]
    [ "$(grep -c '^spark,0,.*,0,partners,companies,0,' results/spark-plan/plan.csv)" -eq 1 ]
    run --separate-stderr "$RECEPT" plan -q "$CONFIG" -n 500 --no-plots --strategy spark \
        --budget 0,15000,30000
    [ "$status" -eq 0 ]
    [[ ${output//$'\n'/ } == *"From €15,000 on, 1,000 euro more brings"* ]]
    [[ $output != *nan* && $output != *inf* ]]
}

@test "what holds a row back is what wins more without it" {
    run --separate-stderr "$RECEPT" plan -q "$CONFIG" -n 500 --no-plots --strategy spark \
        --budget 10000,20000
    [ "$status" -eq 0 ]
    [ "$(grep -cE '^€10,000 .* money, days +€[0-9,]+$' <<<"$output")" -eq 1 ]
    [ "$(grep -cE '^€20,000 .* days +€[0-9,]+$' <<<"$output")" -eq 1 ]
    grep -q '^spark,20000,.*,partners,companies,.*,days,' results/spark-plan/plan.csv
}

@test "few campaigns exclude little, and who wins nobody is told to" {
    run --separate-stderr "$RECEPT" plan -q "$CONFIG" -n 1 --no-plots --strategy spark,personal \
        --budget 10000,20000 --target paying=2
    [ "$status" -eq 0 ]
    [[ ${output//$'\n'/ } == *"cannot be told apart from 1 simulated campaign: "* ]]
    [[ $output == *"One campaign was simulated: "* && $output != *"±"* ]]
    run --separate-stderr "$RECEPT" plan -q "$CONFIG" -n 10 --no-plots --strategy spark \
        --budget 10000 --target paying=2
    [ "$status" -eq 0 ]
    [ "$(grep -cE 'too close to say +(more than [0-9.]+|–)? ' <<<"$output")" -eq 3 ]
    run --separate-stderr "$RECEPT" plan -q "$CONFIG" -n 20 --no-plots --strategy online \
        --budget 500,1000 --companies 1
    [ "$status" -eq 0 ]
    [[ $output == *'With €1,000 nobody is won by "All online" in 20 simulated campaigns.'* ]]
    [[ $output == *'Up to €1,000, "All online" wins nobody in 20 simulated campaigns.'* ]]
}

@test "one company is no companies, and errors that are uneven give both ends" {
    run --separate-stderr "$RECEPT" plan -q "$CONFIG" -n 200 --no-plots --strategy online \
        --companies 1 --budget 3000 --target paying=1
    [ "$status" -eq 0 ]
    [[ ${output//$'\n'/ } == *"from 1 company."* ]]
    [[ $output == *" 0.0% (0.0% to 1.9%)"* ]]
    [[ $output != *"1 companies"* ]]
}

@test "hours alone, and hours with budgets" {
    run --separate-stderr "$RECEPT" plan "$CONFIG" -n 100 --no-plots --strategy spark --hours 8,4
    [ "$status" -eq 0 ]
    [[ ${lines[0]} == "With 8 hours a week"* ]]
    [[ $output == *"a week"* && $output != *"left: "* ]]
    python3 - <<'END'
import csv
companies = {float(row['hours_per_week']): int(row['companies'])
             for row in csv.DictReader(open('results/spark-plan/plan.csv'))}
assert len(companies) == 2 and 10 < companies[4] <= companies[8], companies
END
    run --separate-stderr "$RECEPT" plan "$CONFIG" -n 100 --strategy spark --hours 4,8 \
        --budget 10000,20000 --format csv
    [ "$status" -eq 0 ]
    [ "$(printf '%s\n' "$output" | grep -c ',partners,')" -eq 4 ]
    grep -q 'hours a week' results/spark-plan/plots/plan_partners.dat
}

@test "a target is answered by budget, hours and companies, or cannot be met" {
    run --separate-stderr "$RECEPT" plan "$CONFIG" -n 300 --no-plots --strategy spark \
        --budget 10000 --target paying=1 --probability 0.6 --cost-per-partner 9000
    [ "$status" -eq 0 ]
    [[ ${lines[0]} == "For 1 or more paying and active partners with a chance of 60%"* ]]
    [ "$(grep -c ',p_paying,1,0.6,' results/spark-plan/plan_answers.csv)" -eq 3 ]
    [ "$(grep -c ',cost_per_partner,,9000,companies,' results/spark-plan/plan_answers.csv)" -eq 1 ]
    run --separate-stderr "$RECEPT" plan "$CONFIG" -n 300 --no-plots --strategy online \
        --budget 10000 --target active=5
    [ "$status" -eq 0 ]
    [[ ${lines[0]} == *"cannot be met whatever the budget"* ]]
    [[ ${output//$'\n'/ } == *"none of the strategy's contact moments counts as taking part"*"All online (budget, hours a week, companies)."* ]]
    [ "$(grep -c ',no_participation,0,[0-9]*,,,$' results/spark-plan/plan_answers.csv)" -eq 3 ]
    [ "$(grep -c ',not_met,,' results/spark-plan/plan_answers.csv)" -eq 3 ]
}

@test "same bytes on any number of threads, in both languages, another seed others" {
    for threads in 1 2; do
        "$RECEPT" plan -q "$CONFIG" -n 600 --no-plots --strategy spark --budget 10000,20000 \
            --target paying=2 --probability 0.5 -t $threads -o t$threads >/dev/null
    done
    "$RECEPT" plan -q "$CONFIG" -n 600 --no-plots --strategy spark --budget 10000,20000 \
        --target paying=2 --probability 0.5 -o nl --lang nl >/dev/null
    for file in t1/*.csv; do
        cmp "$file" "t2/$(basename "$file")"
        cmp "$file" "nl/$(basename "$file")"
    done
    "$RECEPT" plan -q "$CONFIG" -n 600 --no-plots --strategy spark --budget 10000,20000 --seed 5 \
        -o other >/dev/null
    ! cmp -s t1/plan.csv other/plan.csv
}

@test "numbers that are not known are drawn, and --vary adds a column" {
    run --separate-stderr "$RECEPT" plan "$SOURCE/configs/spark-uncertain.cfg" -n 51 --no-plots \
        --strategy spark --budget 10000 --vary team.hourly_rate=50.0,100.0 --format csv
    [ "$status" -eq 0 ]
    [[ ${lines[0]} == table,*",team.hourly_rate" ]]
    [ "$(printf '%s\n' "$output" | grep -c ',partners,.*,50.0$')" -eq 1 ]
    [ "$(printf '%s\n' "$output" | grep -c ',partners,.*,100.0$')" -eq 1 ]
}

@test "what is varied has columns of its own, and a strategy one table" {
    for language in en nl; do
        run --separate-stderr "$RECEPT" plan "$CONFIG" -n 100 --no-plots --strategy spark,online --lang "$language" \
            --budget 100,10000 --vary campaign.outreach_days=60,120 --vary 'campaign.start="2026-11-01"' \
            --target paying=1 --probability 0.5
        [ "$status" -eq 0 ]
        [ "$(grep -cE '^(SPARK[- ]rec(ipe|ept)|All online|Alles online)$' <<<"$output")" -eq 2 ]
        # Two strategies with two parts or three, of two budgets under each of two settings; and what no money buys.
        [ "$(grep -cE '^(60|120) +2026-11-01 +€ ?(100|10[.,]000) ' <<<"$output")" -ge 16 ]
        [ "$(grep -cE '^€ ?100 ' <<<"$output")" -eq 2 ]
        # And of the answers, in two parts: three levers for each strategy and setting.
        [ "$(grep -cE '^(SPARK[- ]rec(ipe|ept)|All online|Alles online) +(60|120) +2026-11-01 ' <<<"$output")" -eq 24 ]
        [ "$(wc -L <<<"$output")" -le 100 ]
    done
    run --separate-stderr "$RECEPT" plan "$CONFIG" -n 60 --no-plots --strategy spark --hours 4,8 \
        --vary campaign.outreach_days=60,120
    [ "$(grep -cE '^(60|120) +[48] ' <<<"$output")" -eq 8 ]
    head -1 results/spark-plan/plan.csv | grep -q ',campaign.outreach_days$'
}

@test "of few campaigns a plan has no chances and ranges, and no averages without an error" {
    for language in en nl; do
        for n in 2 20; do
            run --separate-stderr "$RECEPT" plan "$CONFIG" -n $n --no-plots --strategy spark,personal --lang $language \
                --budget 10000,20000 --target paying=2 --cost-per-partner 4500
            [ "$status" -eq 0 ]
            # The only share is the one that is asked for, and how sure intervals are.
            [ -z "$(tr ' ' '\n' <<<"$output" | grep -oE '[<>0-9.,]+%' | grep -vxE '90%|95%|1%|[0-9]+%' )" ]
            ! grep -qE '(comes to|komt op) [0-9]+%' <<<"${output//$'\n'/ }" || false
            [[ $output != *"10 in"* && $output != *"in 9 "* && $output != *"one in twenty"* && $output != *"twintig"* ]]
            [[ $output != *"open at the end: "* && $output != *"aan het eind: "* ]]
            [ "$(grep -cE '^€ ?[12]0[.,]000 .* ±? ?' <<<"$output")" -eq 4 ]
            [ -z "$(grep -E '^€ ?[12]0[.,]000 ' <<<"$output" | sed -E 's/€ /€/g; s/^€[0-9.,]+//; s/[^ ]+ (± [^ ]+|\([^ ]+ to?t? [^ ]+\))//g' |
                grep -E '[€%]|[0-9][.,][0-9]')" ]
        done
        run --separate-stderr "$RECEPT" plan "$CONFIG" -n 1 --no-plots --strategy spark --lang $language \
            --budget 10000 --target paying=2
        [ "$(grep -cE '^€ ?10[.,]000 +[0-9]+ +[0-9]+ +– ' <<<"$output")" -eq 1 ]
        [[ $output != *"±"* ]]
    done
    grep -q ',p_paying,probability,[01]' results/spark-plan/plan.csv
    # Two campaigns with the same unknown numbers have no error.
    run --separate-stderr "$RECEPT" plan "$SOURCE/configs/spark-uncertain.cfg" -n 2 --no-plots --strategy spark,personal \
        --budget 10000
    [[ ${lines[0]} == "With €10,000 nothing can be told from so few campaigns." && $output != *"± –"* ]]
    [ "$(grep -cE '^€10,000 .* – +– ' <<<"$output")" -eq 2 ]
}

@test "chances have their error, the legend what the tables need, and --legend all of it" {
    run --separate-stderr "$RECEPT" plan "$CONFIG" -n 300 --no-plots --strategy spark --budget 10000,20000
    [ "$(grep -cE '^€20,000  100% \(99% to 100%\) .* 77% ± 5% ' <<<"$output")" -eq 1 ]
    [[ $output == *"held back by: what stands in the way of more partners, the most important first: money ("* && $output == *"days ("* ]]
    [[ $output != *"list ("* && $output != *"hours ("* && $output != *"choice ("* ]]
    [[ $output != *"the next partner: "* && $output != *"hours on top: "* && $output != *"conversion: "* ]]
    run --separate-stderr "$RECEPT" plan "$CONFIG" -n 300 --no-plots --strategy spark --budget 10000,20000 --legend
    for word in "the next partner: " "hours on top: " "list (" "hours (" "choice (" "strategy (" "cost per partner: "; do
        [ "$(grep -cF "$word" <<<"${output//$'\n'/ }")" -eq 1 ]
    done
    # Hours alone: no price, and what held back without money.
    run --separate-stderr "$RECEPT" plan "$CONFIG" -n 100 --no-plots --strategy spark --hours 4,8 --legend
    [[ $output != *"the next partner"* && $output != *"left, held"* && $output == *"held"* ]]
    [ "$(grep -cE '^[48] .* days, hours +€' <<<"$output")" -eq 2 ]
}

@test "companies that are not on the list are told in every table and by what they are like" {
    run --separate-stderr "$RECEPT" plan "$CONFIG" -n 100 --no-plots --strategy online --budget 20000 \
        --target in_view=20 --vary 'population.beyond="cold","alike"'
    [ "$status" -eq 0 ]
    [[ ${output//$'\n'/ } == *"of them not on the list)"* ]]
    said=${output//$'\n'/ }
    [[ $said == *"on the list: up to "*", but new: "*"on the list: up to "*", and as far along."* ]]
    [ "$(grep -c 'not on' <<<"$output")" -ge 2 ]
    python3 - <<'END'
import csv
for name in 'plan', 'plan_sizes', 'plan_extra', 'plan_sweep', 'plan_answers':
    rows = list(csv.DictReader(open('results/spark-plan/' + name + '.csv')))
    assert rows or name == 'plan_extra', name
    for row in rows:
        assert int(row['not_listed']) == max(int(row['companies']) - 14, 0), (name, row)
END
}

@test "csv on standard output holds all that was asked" {
    run --separate-stderr "$RECEPT" plan -q "$CONFIG" -n 50 --no-plots --strategy spark \
        --budget 1000,10000:20000:10000 --hours 4,8 --target paying=1 --probability 0.5 \
        --cost-per-partner 9000 --format csv
    [ "$status" -eq 0 ]
    printf '%s\n' "$output" >all.csv
    python3 - <<'END'
import csv
rows = list(csv.DictReader(open('all.csv')))
for table in 'plan', 'plan_extra', 'plan_answers':
    own = [row for row in rows if row['table'] == table]
    file = list(csv.DictReader(open('results/spark-plan/' + table + '.csv')))
    assert len(own) == len(file) > 0
    for a, b in zip(own, file):
        assert all(a[name] == b[name] for name in b), (a, b)
        assert all(a[name] == '' for name in a if name not in b and name != 'table')
assert len(rows) == sum(row['table'] in ('plan', 'plan_extra', 'plan_answers') for row in rows)
assert {row['goal'] for row in rows} == {'', 'p_paying', 'cost_per_partner'}
END
}

@test "json holds all tables" {
    "$RECEPT" plan -q "$CONFIG" -n 50 --no-plots --strategy spark --budget 10000,20000 --format json |
        python3 -c '
import json, sys
all = json.load(sys.stdin)
assert set(all) == {"plan", "plan_sizes", "plan_extra", "plan_answers"}
assert len(all["plan_extra"]) == 3 and all["plan_answers"] == []'
}

@test "wrong command lines and hubs are refused" {
    for wrong in "--budget x" "--budget -1" "--budget 1:2" "--hours ," "--hours 0" "--target paid=2" \
        "--target paying=0" "--probability 0.9" "--target paying=2 --probability 1" \
        "--cost-per-partner -1" "--companies 0" "--precision 0.01" "--save-replications"; do
        run "$RECEPT" plan "$CONFIG" $wrong
        [ "$status" -eq 2 ]
    done
    run "$RECEPT" plan "$SOURCE/configs/national.cfg"
    [ "$status" -eq 3 ]
    [[ $output == *"has hubs"* ]]
    [ ! -e results ]
}

@test "the plan is Dutch, at most 100 columns wide" {
    run --separate-stderr "$RECEPT" plan "$CONFIG" -n 100 --lang nl --budget 10000,200000 \
        --target paying=2 --cost-per-partner 6000
    [ "$status" -eq 0 ]
    [[ $output == *"doorgerekende campagnes"* && $output == *"volgende"* && $output == *"niet uit-"* ]]
    [ "$(printf '%s\n' "$output" | wc -L)" -le 100 ]
    ! grep -qE 'simulated|budget, in|partners won|chance' results/spark-plan/plots/*.svg
    run "$RECEPT" plan --help --lang nl
    [[ ${lines[0]} == "Gebruik: recept plan [OPTIE...] "* ]]
    [ "$(printf '%s\n' "$output" | wc -L)" -le 80 ]
}

# Figure `$2` of the row of partners in plan.csv of folder `$1`.
plan_figure() {
    python3 -c 'import csv, sys
for row in csv.DictReader(open(sys.argv[1] + "/plan.csv")):
    if row["measure"] == "partners":
        print(row[sys.argv[2]])' "$1" "$2"
}

@test "a size that wins as much in few campaigns is not said to lose nothing" {
    # Of seven to nine companies that win one partner in five campaigns; the best wins a sixth more than the others.
    for seed in 1 2 3; do
        "$RECEPT" plan -q "$CONFIG" -n 2000 --no-plots --strategy online --budget 3000 --seed $seed -o r >/dev/null
        python3 -c 'import sys; assert float(sys.argv[1]) > 0.01 or sys.argv[2] == "9"' \
            "$(plan_figure r size_loss_high)" "$(plan_figure r companies)"
    done
}

@test "a target has the number of companies that is best for it, not for partners" {
    # 14 companies are all in view with 5,000 euro in 99 of 100 campaigns; the most partners take twice the companies'
    # money.
    "$RECEPT" plan -q "$CONFIG" -n 1000 --no-plots --strategy spark --budget 10000 --target in_view=10 -o r >/dev/null
    python3 -c 'import csv
row = next(row for row in csv.DictReader(open("r/plan_answers.csv")) if row["lever"] == "budget")
assert row["verdict"] == "met" and float(row["low"]) < 5000 and float(row["answer"]) < 6000, row
assert float(row["size_loss_high"]) >= float(row["size_loss"]) >= 0, row'
    "$RECEPT" run -q "$CONFIG" -n 1000 --no-plots --strategy spark --set campaign.budget=5000.0 -o at >/dev/null
    python3 -c 'import csv
row = next(row for row in csv.DictReader(open("at/summary.csv")) if row["measure"] == "p_in_view")
assert float(row["mc_low"]) > 0.9, row'
}

@test "more money flattens only where each later step brings less than half" {
    run --separate-stderr "$RECEPT" plan -q "$CONFIG" -n 1000 --no-plots --strategy spark --budget 5000,10000,15000,60000
    [ "$status" -eq 0 ]
    [[ $output == *"From €15,000 on, 1,000 euro more brings"* && $output != *"From €10,000 on"* ]]
}

@test "without days of outreach it is these that hold back, not the strategy" {
    for language in en nl; do
        run --separate-stderr "$RECEPT" plan -q "$CONFIG" -n 100 --no-plots --strategy spark --lang $language \
            --set campaign.outreach_days=0 --set campaign.horizon_days=0 --budget 10000 --target paying=1
        [ "$status" -eq 0 ]
        [[ ${output//$'\n'/ } == *"no days of outreach"* || ${output//$'\n'/ } == *"geen dagen om te"* ]]
        [[ $output != *"wins too few"* && $output != *"wint te weinig"* ]]
    done
    [ "$(grep -c ',no_days,' results/spark-plan/plan_answers.csv)" -eq 3 ]
    [ "$(plan_figure results/spark-plan bound_by)" = days ]
}

@test "a sweep around one budget begins at nothing, and has the row that was asked for" {
    "$RECEPT" plan -q "$CONFIG" -n 300 --no-plots --strategy spark,online --budget 12345 -o r >/dev/null
    python3 - <<'END'
import csv
asked = [row for row in csv.DictReader(open('r/plan.csv'))]
sweep = [row for row in csv.DictReader(open('r/plan_sweep.csv'))]
assert min(float(row['budget_eur']) for row in sweep) == 0
same = [{key: value for key, value in row.items() if key != 'asked'} for row in sweep if row['asked'] == '1']
assert same == asked and len(same) > 20
END
}

# A list so long that a budget pays for a part of it, and more companies win fewer.
line() {
    cat >line.cfg <<'END'
axes = ( { id = "size"; levels = ("s", "l"); } );
modes = ( { id = "m"; appointment = true; } );
contact_moments = (
  { id = "a"; stage = "attention"; mode = "m"; strength = 1.0; hours = 1.0; cost = 10.0; lead_days = 2.0; participation = true; },
  { id = "b"; stage = "interest"; mode = "m"; strength = 1.0; hours = 1.0; cost = 10.0; lead_days = 2.0; },
  { id = "t"; stage = "action"; mode = "m"; hours = 1.0; lead_days = 2.0; }
);
packages = ( { id = "p"; price = 1000.0; value = { base = 0.0; }; } );
campaign = { name = "line"; start = "2024-01-01"; outreach_days = 150; horizon_days = 150; };
population = { count = 500; levels = { size = { s = 0.5; l = 0.5; }; }; };
team = { hourly_rate = 50.0; };
response = { intercept = (0.0, 0.0, 0.0); click_sd = 0.0; dropout = (0.1, 0.1, 0.1, 0.2); };
strategies = (
  { id = "x"; attention = ("a"); interest = ("b"); desire = ("b"); max_contacts = 20; intake_per_week = 40.0; }
);
simulation = { replications = 1000; seed = 1; };
END
}

@test "sizes between the coarse ones are looked at with few campaigns too, and with many budgets" {
    # By brute force 63 companies win the most with 20,000 euro: 46.7 partners; 59 win 44.2 and 68 win 44.8.
    line
    for n in 30 100 200 300; do
        "$RECEPT" plan line.cfg -q -n $n --no-plots --budget 20000 -o r >/dev/null
        python3 -c 'import sys; assert 60 <= int(sys.argv[1]) <= 66, sys.argv' "$(plan_figure r companies)"
    done
    "$RECEPT" plan line.cfg -q -n 100 --no-plots --budget 2000:100000:2000 -o many >/dev/null
    "$RECEPT" plan line.cfg -q -n 100 --no-plots --budget 100000 -o one >/dev/null
    python3 -c 'import sys; assert float(sys.argv[1]) >= 0.98 * float(sys.argv[2]), sys.argv' \
        "$(plan_figure many estimate | tail -n 1)" "$(plan_figure one estimate)"
}

@test "prices are carried on to no other budget, and pictures say what of them is simulated" {
    "$RECEPT" plan -q "$CONFIG" -n 400 --budget 4000,8000,12000,16000 -o out >/dev/null
    python3 - <<'EOF'
import csv
blocks = open("out/plots/plan_next_partner.dat").read().split("\n\n\n")
names = [row.split("\t") for row in blocks[0].split("\n")[1:]]
early = 0
for row in names:
    x, value = float(row[1]), row[7]
    early += x < 16000
    assert (value == '""') == (x < 16000), row # NaN: there is no price at all
assert early > 0
points = [row.split("\t") for block in blocks[1:6] for row in block.strip().split("\n")[1:]]
priced = [p for p in points if p[1] != "NaN"]
assert len(priced) > 3 and all(float(p[2]) < float(p[1]) < float(p[3]) for p in priced)
EOF
    grep -q '^carried = 0$' out/plots/plan_next_partner.plot
    grep -q '^carried = 1$' out/plots/plan_partners.plot
    for plot in out/plots/*.plot; do
        grep -q 'Only the marks are simulated' "$plot"
        tail -2 "${plot%.plot}.dat" | grep -q 'companies on the list: 14'
    done
    "$RECEPT" plan -q "$SOURCE/configs/chamber.cfg" -n 40 --budget 4000,8000 -o drawn >/dev/null
    grep -q 'companies in the config: [0-9]' drawn/plots/plan_partners.dat
}
