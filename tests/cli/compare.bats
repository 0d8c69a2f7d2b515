#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# recept compare, as a user runs it.

setup() {
    RECEPT=${RECEPT:-build/release/recept}
    CONFIGS=$BATS_TEST_DIRNAME/../../configs
    cd "$BATS_TEST_TMPDIR" || exit 1
    export LC_ALL=C.UTF-8
}

compare() {
    run "$RECEPT" compare "$CONFIGS/spark.cfg" -n 400 --no-plots -q "$@"
}

# The values of column $2 of file $1, a line each.
column() {
    python3 -c "import csv, sys
for row in csv.DictReader(open(sys.argv[1])): print(row[sys.argv[2]])" "$1" "$2"
}

@test "compare says in words what is best, then shows the table" {
    compare
    [ "$status" -eq 0 ]
    said=${output//$'\n'/ }
    [[ "$said" == "At a value of €4,017 ± 38 for a partner (the average yearly fee of its own partners; set one value for all with --value) it is not shown whether \"Online first, personal last\" earns itself back"* ]]
    [[ "$said" == *"Of these strategies \"Online first, personal last\" leaves the most on average"* ]]
    [[ "$output" == *"price of one"* && "$output" == *"net result"* ]]
    [[ "$output" == *"against"* ]]
    [ "$(wc -L <<< "$output")" -le 100 ]
    [ -f results/spark-compare/manifest.json ]
    for file in compare frontier net_result acceptability expected_loss perfect_information segments summary; do
        [ -s "results/spark-compare/$file.csv" ]
    done
}

@test "Dutch says the same in Dutch" {
    compare --lang nl
    [ "$status" -eq 0 ]
    [[ "${output//$'\n'/ }" == "Bij een waarde van € 4.017 ± 38 voor een partner (de gemiddelde jaarbijdrage van de eigen partners; kies één waarde voor alle met --value)"* ]]
    [[ "${output//$'\n'/ }" == *"Van deze strategieën houdt \"Online beginnen, persoonlijk eindigen\" gemiddeld het meest over"* ]]
    [[ "$output" == *"niets doen"* ]]
    [[ "$output" == *"prijs van één"* ]]
}

@test "the baseline can be chosen, and a wrong one is named" {
    compare --baseline personal
    [ "$status" -eq 0 ]
    [ "$(column results/spark-compare/compare.csv baseline | sort -u)" = personal ]
    compare --baseline persnal
    [ "$status" -eq 2 ]
    [[ "$output" == *"did you mean 'personal'"* ]]
}

@test "known numbers: best on average is 0 or 1, and the best has no loss" {
    compare --legend
    [ "$(column results/spark-compare/acceptability.csv best_on_average | sort -u | tr '\n' ' ')" = "0 1 " ]
    [ "$(column results/spark-compare/perfect_information.csv worth_eur | sort -u)" = 0 ]
    [[ "$output" == *"taken as known"* ]]
    # Where it is not shown which is the best the bounds say so, on screen and in files.
    [[ "${output//$'\n'/ }" != *"for certain"* && "$output" == *"not clear"* ]]
    python3 - <<'PY'
import csv
rows = list(csv.DictReader(open("results/spark-compare/acceptability.csv")))
assert {r["strategy"] for r in rows} >= {"nothing", "spark"}
kinds = {(r["best_on_average"], r["mc_low"], r["mc_high"]) for r in rows}
assert kinds == {("1", "1", "1"), ("0", "0", "0"), ("1", "0", "1"), ("0", "0", "1")}, kinds
for r in csv.DictReader(open("results/spark-compare/expected_loss.csv")):
    low, value, high = (float(r[c]) for c in ("mc_low", "expected_loss_eur", "mc_high"))
    assert 0 <= low <= value <= high, r
at_0 = {r["strategy"]: r["best_on_average"] for r in rows if r["value_eur"] == "0"}
assert at_0.pop("nothing") == "1" and set(at_0.values()) == {"0"}
PY
}

@test "unknown numbers give chances, and --fixed takes them away" {
    run "$RECEPT" compare "$CONFIGS/spark-uncertain.cfg" -n 4000 --no-plots -q -o free
    [ "$status" -eq 0 ]
    [[ "${output//$'\n'/ }" == *"ways the unknown numbers may fall"* ]]
    [ "$(column free/acceptability.csv best_on_average | sort -u | wc -l)" -gt 2 ]
    [[ "${output//$'\n'/ }" == *"is not shown to lean to one side"* ]]
    run "$RECEPT" compare "$CONFIGS/spark-uncertain.cfg" -n 400 --no-plots -q --fixed -o known
    [ "$(column known/acceptability.csv best_on_average | sort -u | wc -l)" -eq 2 ]
    [[ "$output" != *"bell curve"* ]]
    # Of few ways nothing is certain, and no amount is without its bounds.
    run "$RECEPT" compare "$CONFIGS/spark-uncertain.cfg" -n 100 --no-plots -q -o few --value 9000
    said=${output//$'\n'/ }
    [[ "$said" == *"whether it does cannot be told from so few campaigns"* ]]
    [[ "$said" != *"(€0 to €0"* && "$said" != *"best choice in 100 of 100"* ]]
    [[ "$said" =~ "best choice in "[a-z0-9\ ]+" ("[0-9]+" to "[a-z0-9\ ]+") of 100 ways" ]]
}

@test "one strategy has nothing to be compared with" {
    run "$RECEPT" compare "$CONFIGS/spark.cfg" -n 400 -q --strategy spark
    [ "$status" -eq 0 ]
    [[ "${output//$'\n'/ }" == *"whether \"SPARK recipe\" earns itself back"* || "${output//$'\n'/ }" == *"\"SPARK recipe\" does not earn"* ]]
    [[ "$output" != *"best of these"* && "$output" != *"came to the same"* && "$output" != *"same companies"* ]]
    [ -z "$(uniq -d <<< "$output")" ]
    ! grep -q 'came to the same' results/spark-compare/plots/*.svg || false
    [[ "$output" != *"was not drawn"* ]]
}

@test "without any partner the cheapest is named" {
    compare --set packages.startup.value.base=-50.0 --set campaign.outreach_days=1 --set campaign.horizon_days=1 --value 1000
    [ "$status" -eq 0 ]
    [[ "${output//$'\n'/ }" == *"Nobody joined in these 400 simulated campaigns, "*"That is a loss, where doing nothing costs nothing."* ]]
    # At a value at which a partner in a few of those campaigns would pay it is not shown to be.
    compare --set packages.startup.value.base=-50.0 --set campaign.outreach_days=1 --set campaign.horizon_days=1 --value 50000
    [[ "${output//$'\n'/ }" == *"At a value of €50,000 for a partner (set another with --value) a loss is not shown: up to 0.03 partners a campaign are not excluded."* ]]
    [[ "$output" != *"That is a loss"* ]]
    compare --set campaign.budget=0.0
    [[ "${lines[0]}" == "Nobody is approached: the budget does not pay for it. What is spent all the same is a loss;"* ]]
}

@test "strategies are held against each other at the fees of their own partners" {
    for prices in 500.0,5000.0 5000.0,500.0; do
        compare --strategy spark -n 2000 --vary packages.network.price=$prices
        said=${output//$'\n'/ }
        [[ "$said" == *"the least loss is that of \"SPARK recipe, 5000.0\""* ]]
        python3 - <<'PY'
import csv
def rows(name): return list(csv.DictReader(open("results/spark-compare/" + name + ".csv")))
price = "packages.network.price"
net = {r[price]: r for r in rows("net_result")}
assert float(net["5000.0"]["value_eur"]) > float(net["500.0"]["value_eur"]) + 500
assert float(net["5000.0"]["net_result_eur"]) > float(net["500.0"]["net_result_eur"])
place = {r[price]: r["place"] for r in rows("frontier")}
assert place["5000.0"] == "frontier" and place["500.0"] != "frontier", place
at = [r for r in rows("acceptability") if r[price] and r["value_eur"] == rows("perfect_information")[-1]["value_eur"]]
assert {r[price]: r["best_on_average"] for r in at} == {"5000.0": "1", "500.0": "0"}, at
loss = [r for r in rows("expected_loss") if r["value_eur"] == at[0]["value_eur"]]
assert {r[price]: float(r["expected_loss_eur"]) == 0 for r in loss if r[price]} == {"5000.0": True, "500.0": False}
PY
    done
    # The same fees of 10 campaigns as of 2,000.
    compare --strategy spark,online -n 10
    few=$(column results/spark-compare/net_result.csv value_eur)
    compare --strategy spark,online -n 2000
    [ "$few" = "$(column results/spark-compare/net_result.csv value_eur)" ]
    # One value for all is that.
    compare --strategy spark -n 60 --vary packages.network.price=500.0,5000.0 --value 4000
    [[ "${lines[0]}" == "At a value of €4,000 for a partner "* ]]
}

@test "every chance of being best has its error, and a target of 0 is no target" {
    compare -n 400 --strategy spark,online --set campaign.targets.active=0
    grep -q -E '^SPARK recipe .* [0-9]+% ± [0-9]+%$' <<< "$output"
    grep -q -E '^ +10 in +2 paying' <<< "$output"
    grep -q -E '^SPARK recipe +[0-9><]+%[^–]* – +[0-9]' <<< "$output"
    column results/spark-compare/acceptability.csv campaign_low | grep -v -q '^$'
}

@test "without a fee and a value nothing is best on money" {
    compare -n 60 --set packages.startup.price=0.0 --set packages.network.price=0.0 \
        --set packages.innovation.price=0.0 --set packages.premium.price=0.0
    [ "$status" -eq 0 ]
    said=${output//$'\n'/ }
    [[ "$said" == "No value of a partner is known, as no fee is asked (give one with --value)"* ]]
    [[ "$said" != *"best of these"* && "$said" != *"comes out first"* && "$said" != *"nobody joins"* && "$said" != *"€1,000 for"* ]]
    [ -z "$(column results/spark-compare/net_result.csv value_eur | tr -d '\n')" ]
    [ -z "$(column results/spark-compare/segments.csv best | tr -d '\n')" ]
}

@test "one campaign gives figures without errors" {
    for n in 1 2; do
        compare -n $n
        [ "$status" -eq 0 ]
        [[ "$output" != *nan* && ( $n -gt 1 || "$output" != *"± –"* ) ]]
        [[ "${output//$'\n'/ }" == *"cannot be told from so few campaigns"* ]]
        [[ "$output" != *"differ neither"* ]]
    done
}

@test "few campaigns call nothing best, shown or priced, on screen and in files" {
    compare -n 8
    [[ "$output" != *"for certain"* && "$output" != *"cheapest"* && "$output" != *"not worth it"* ]]
    [[ "$output" != *"price of one"* && "$output" != *"best in one"* ]]
    for file in frontier.csv:place frontier.csv:beside frontier.csv:price_of_one_more_eur \
        segments.csv:best segments.csv:shown segments.csv:behind_eur compare.csv:place; do
        [ -z "$(column "results/spark-compare/${file%:*}" "${file#*:}" | tr -d '\n')" ]
    done
    [ "$(column results/spark-compare/net_result.csv pays | sort -u | tr -d '\n')" = not_shown ]
    # Files have every row, with its bounds.
    rows=$(wc -l < results/spark-compare/acceptability.csv)
    [ "$(wc -l < results/spark-compare/expected_loss.csv)" -eq "$rows" ]
    [ "$(( (rows - 1) / 6 ))" -eq "$(( $(wc -l < results/spark-compare/perfect_information.csv) - 1 ))" ]
    for file in acceptability.csv:best_on_average acceptability.csv:mc_low acceptability.csv:mc_high \
        acceptability.csv:best_in_one_campaign acceptability.csv:campaign_low \
        expected_loss.csv:expected_loss_eur expected_loss.csv:mc_low expected_loss.csv:mc_high \
        perfect_information.csv:worth_eur; do
        [ "$(column "results/spark-compare/${file%:*}" "${file#*:}" | grep -c '^$')" -eq 0 ]
    done
    compare -n 60
    [ -n "$(column results/spark-compare/frontier.csv place | tr -d '\n')" ]
    "$RECEPT" compare "$CONFIGS/spark.cfg" -n 3 -q
    for plot in best_on_average best_in_one_campaign expected_loss partners_and_cost segments; do
        [ ! -e results/spark-compare/plots/$plot.svg ]
    done
}

# The figures in tables on a screen of few campaigns that are neither whole nor have an error.
without_error() {
    python3 -c '
import re, sys
for line in sys.stdin.read().replace("€ ", "€").split("\n"):
    name = re.match(r"(SPARK[- ]rec|All |Alles |Online )[^0-9+€–-]*", line)
    if name and not re.search(r": |, \D", line):
        rest = re.sub(r"\S+ (± \S+|\(\S+ t[o0]t? \S+\))", "", line[name.end():])
        print(*re.findall(r"\S*(?:%|€\d|\d[.,]\d)\S*", rest), sep="\n", end="")'
}

@test "of few campaigns screens have no chances, and no averages without an error, in both languages" {
    for language in en nl; do
        for n in 2 20; do
            compare -n "$n" --lang "$language" --equal cost --without newsletter
            [ "$status" -eq 0 ]
            [ -z "$(without_error <<< "$output")" ]
            [[ "$output" != *"open at the end: "* && "$output" != *"aan het eind: "* ]]
            [[ "$output" != *" ± –"* && "$output" != *"best in one"* && "$output" != *"beste in"* ]]
            [[ "$output" != *"10 in"* && "${output//$'\n'/ }" != *" would differ by "* ]]
        done
        # Of one campaign what it came to: whole partners, and no errors.
        compare -n 1 --lang "$language" --equal cost
        [ "$status" -eq 0 ]
        ! grep -qE '(average|gemiddeld) +sion| ± –' <<< "$output" || false
        [ "$(grep -cE '^(All personal|Alles persoonlijk) +(\+1|4) ' <<< "$output")" -eq 3 ]
    done
    # Two campaigns with the same unknown numbers have no error.
    run "$RECEPT" compare "$CONFIGS/spark-uncertain.cfg" -n 2 --no-plots -q --equal hours -o pair
    [[ "$status" -eq 0 && "$output" != *"± –"* && "$output" == *"At equal hours, those of \"SPARK recipe\": "* ]]
    [ -z "$(grep -E '^(SPARK|All|Online).*[0-9]\.[0-9]' <<< "$output")" ]
    # Files keep them.
    [ -n "$(column results/spark-compare/equal.csv off_target | tr -d '\n')" ]
    grep -q ',p_paying,probability,[01],' results/spark-compare/summary.csv
}

@test "what is varied has a column of its own in every table, on screen and in files" {
    for language in en nl; do
        run "$RECEPT" compare "$CONFIGS/spark.cfg" -n 100 --no-plots -q --strategy spark,online --lang "$language" \
            --vary campaign.outreach_days=60,120 --vary 'campaign.start="2026-11-01"' --equal cost --without newsletter
        [ "$status" -eq 0 ]
        [ "$(grep -cE '^.* outreach_ ' <<< "$output")" -ge 7 ]
        rows=$(grep -E '^(All online|Alles online) ' <<< "$output" | grep -vE ', (60|120)|: ')
        [ "$(wc -l <<< "$rows")" -ge 12 ]
        [ -z "$(grep -vE '^(All online|Alles online) +(60|120) +2026-11-01 ' <<< "$rows")" ]
        [[ "$output" != *'"2026'* ]]
        [[ "$output" == *"SPARK rec"*", 60, 2026-11-01"* || "$output" == *"SPARK-recept, 60, 2026-11-01"* ]]
        [ "$(wc -L <<< "$output")" -le 100 ]
    done
    for file in compare equal compare_equal frontier net_result acceptability contact_worth; do
        head -1 "results/spark-compare/$file.csv" | grep -q ',campaign.outreach_days,campaign.start$'
    done
    # Settings of the same name are told apart; doing nothing has none.
    compare -n 60 --strategy spark,online --vary strategies.spark.pace_days=3,5 --vary strategies.online.pace_days=3
    [[ "$output" == *" spark. "*" online. "* && "$output" == *"pace_days  pace_days"* ]]
    grep -qE '^doing nothing  +0\.00 ' <<< "$output"
}

@test "the legend has what the tables need, and all of it with --legend" {
    compare -n 100
    [[ "$output" == *"not clear: "* && "${output//$'\n'/ }" == *"paying and active: partners that took part"* ]]
    for word in "net result at own fee: " "best in one campaign: " "conversion: "; do
        [[ "$output" != *"$word"* ]]
    done
    short=$(wc -l <<< "$output")
    compare -n 100 --legend
    for word in "net result at own fee: " "best in one campaign: " "conversion: " "fees less all costs: "; do
        [ "$(grep -cF "$word" <<< "$output")" -eq 1 ]
    done
    [ "$(wc -l <<< "$output")" -gt "$((short + 6))" ]
    # Words that no table has are not explained.
    compare --strategy spark,personal --value 1000 -n 2000
    [[ "$output" == *"not worth it"*"not worth it: "* || "$output" != *"not worth it"* ]]
    [[ "$output" == *"not clear"*"not clear: "* || "$output" != *"not clear"* ]]
    compare --lang nl --legend
    [[ "$output" == *"nettoresultaat bij"*"bijdragen min alle kosten: "* ]]
}

@test "companies that are not on the list are told in the table, the sentence, the files, and per config" {
    compare -n 200 --equal cost --strategy spark,online
    [ "$status" -eq 0 ]
    [[ "${output//$'\n'/ }" == *"Of these companies up to 13 are not on the list."* ]]
    [[ "$output" == *"not on"* ]]
    grep -qE '^All online +27 +13 ' <<< "$output"
    [ "$(column results/spark-compare/equal.csv not_listed | tr '\n' ' ')" = "0 13 " ]
    [[ "${output//$'\n'/ }" == *"not on the list: up to 13. They are of the same kinds as those on it, but new: without contacts before"* ]]
    compare -n 200 --equal cost --strategy spark,online --set 'population.beyond="alike"' --lang nl
    said=${output//$'\n'/ }
    [[ "$said" == *"niet op de lijst staan: tot "*"even ver als die"* || "$said" == *"niet op de lijst staan: tot "*"even ver"* ]]
    [[ "$said" != *"nieuw: "* ]]
    run "$RECEPT" compare "$CONFIGS/spark.cfg" -n 100 --no-plots -q --equal cost --strategy spark,online --format csv
    [ "$(grep -c '^[a-z]*,equal,.*,not_listed,companies,' <<< "$output")" -eq 2 ]
    # Each config's own: here the second has them as far along as those on its list.
    cp -r "$CONFIGS" other && mv other/spark.cfg other/alike.cfg
    sed -i 's/^population *= *{/&\n    beyond = "alike";/' other/alike.cfg
    grep -q beyond other/alike.cfg
    run "$RECEPT" compare "$CONFIGS/spark.cfg" other/alike.cfg --strategy spark,online -n 200 --no-plots -q \
        -o both --equal cost
    said=${output//$'\n'/ }
    [[ "$said" == *"spark: Companies that are not on the list: up to "*", but new: "* ]]
    [[ "$said" == *"alike: Companies that are not on the list: up to "*", and as far along."* ]]
    # A population that is drawn has no list.
    compare -n 60 --strategy spark,online --equal cost --set 'population={count=14;levels={
        size={small=0.6;larger=0.4;};character={challenger=0.5;family=0.5;};
        ownership={private=0.5;group=0.5;};};}'
    [[ "$output" == *"At equal cost"* && "$output" != *"not on"* ]]
}

@test "few campaigns give one notice for an error without bounds, not one for each measure" {
    compare -n 2
    [ "$(grep -c 'has no bounds' <<< "$output")" -eq 1 ]
    [[ "${output//$'\n'/ }" == *"cost per partner: the error has no bounds"*"All personal"* ]]
    [[ "$output" != *contacts_per_partner* ]]
}

@test "strategies that came to the same are not told apart in any caption" {
    run "$RECEPT" compare "$CONFIGS/spark.cfg" -n 60 -q --set campaign.budget=0.0
    [ "$status" -eq 0 ]
    [[ "$output" != *"for certain"* ]]
    [[ "$output" != *"best on average:"* && "$output" != *"100% "*"0%"* ]]
    for plot in best_on_average expected_loss partners_and_cost; do
        grep -q 'In these 60 simulated campaigns all strategies came to the same' results/spark-compare/plots/$plot.svg
    done
}

@test "the labels of an axis of differences stand apart" {
    "$RECEPT" compare "$CONFIGS/spark.cfg" -n 3 -q
    python3 - <<'PY'
import re
drawing = open("results/spark-compare/plots/differences.svg").read()
# Figures in the middle below their ticks, a character of 12 points less than 0.6 of that wide.
ticks = re.findall(r'translate\(([\d.]+),([\d.]+)\)"[^>]*text-anchor="middle">\s*<text>([−\d.,]+)</text>', drawing)
ticks = sorted((float(x), y, label) for x, y, label in ticks)
assert len(ticks) > 6 and len({y for _, y, _ in ticks}) == 1, ticks
for (x, _, label), (next_x, _, next_label) in zip(ticks, ticks[1:]):
    assert next_x - x > 4 + 12 * 0.6 * (len(label) + len(next_label)) / 2, (label, next_label)
PY
}

@test "the average fee is that of the year of joining, however many campaigns or years" {
    fee() { sed -n 's/.*At a value of \(€[0-9,]* ± [0-9]*\) for a partner.*/\1/p' <<< "${output//$'\n'/ }"; }
    compare --strategy spark -n 10
    one=$(fee)
    [ -n "$one" ]
    compare --strategy spark -n 2000
    [ "$(fee)" = "$one" ]
    # As in other campaigns: within both errors.
    python3 - "$one" <<'PY'
import csv, sys
price = {"startup": 400, "network": 1500, "innovation": 5000, "premium": 10000}
rows = [r for r in csv.DictReader(open("results/spark-compare/packages.csv"))
        if r["strategy"] == "spark" and r["segment"] == "all"]
partners = {r["package"]: float(r["partners"]) for r in rows}
fee = sum(price.get(p, 0) * n for p, n in partners.items()) / sum(partners.values())
told, error = (float(x) for x in sys.argv[1][1:].replace(",", "").split(" ± "))
assert abs(fee - told) < 3 * error, (fee, told, error)
PY
    compare --strategy spark -n 200 --set campaign.horizon_days=1095
    [ "$(fee)" = "$one" ]
    # A price that all packages have is that, without an error.
    compare -n 60 --set packages.startup.price=900.0 --set packages.network.price=900.0 \
        --set packages.innovation.price=900.0 --set packages.premium.price=900.0
    [[ "${lines[0]}" == "At a value of €900 for a partner (the average yearly fee"* ]]
}

@test "doing nothing is a choice: it stands at 0, and has its name for itself" {
    compare --value 2000
    [ "$status" -eq 0 ]
    said=${output//$'\n'/ }
    [[ "$said" == "At a value of €2,000 for a partner none of the strategies earns itself back, and doing nothing costs nothing; which of them loses least is not shown: \"All online\" came out first, with a loss of €"* ]]
    [[ "$output" == *"doing nothing"*"€0"*"cheapest"* ]]
    python3 - <<'PY'
import csv
def rows(name): return list(csv.DictReader(open("results/spark-compare/" + name + ".csv")))
for name in "frontier", "net_result", "acceptability", "expected_loss":
    assert "nothing" in {r["strategy"] for r in rows(name)}, name
nothing = [r for r in rows("frontier") if r["strategy"] == "nothing"][0]
assert (nothing["partners"], nothing["cost_eur"], nothing["place"]) == ("0", "0", "frontier")
value = {r["strategy"]: r for r in rows("frontier")}
for r in rows("net_result"):
    partners, cost = (float(value[r["strategy"]][c]) for c in ("partners", "cost_eur"))
    assert abs(float(r["net_result_eur"]) - (2000 * partners - cost)) < 1e-6 * cost + 1e-9
    if r["strategy"] != "nothing":
        assert abs(float(r["break_even_eur"]) - cost / partners) < 1e-6 * cost
        assert r["pays"] == "no"
best = [r["strategy"] for r in rows("acceptability") if r["value_eur"] == "2000" and r["best_on_average"] == "1"]
assert best == ["nothing"], best
PY
    compare --strategy spark,personal --until-sure 0.95 --difference 0.05
    ! grep -q nothing results/spark-compare/selection.csv || false
    compare --set 'strategies.spark.id="nothing"'
    [ "$status" -eq 3 ]
    [[ "$output" == *"the id 'nothing' is kept for doing nothing; take another"* ]]
}

@test "the best on money that is not the best on targets is told beside it" {
    compare
    [[ "${output//$'\n'/ }" == *"But on the hub's own targets \"All personal\" does better: it reaches all of them in 78 (74 to 82) of 100 campaigns, against 36 (32 to 41) for \"Online first, personal last\"."* ]]
    [[ "$output" == *"all"*"targets"* ]]
    compare --strategy spark,personal
    [[ "$output" != *"own targets"* ]]
}

@test "other companies are told first, and nothing is advised of them" {
    cp -r "$CONFIGS" other && mv other/spark.cfg other/elsewhere.cfg
    both() {
        run "$RECEPT" compare "$CONFIGS/spark.cfg" other/elsewhere.cfg --strategy spark,personal \
            -n 400 --no-plots -q -o both "$@"
        said=${output//$'\n'/ }
    }
    both
    [[ "$said" != *"Not the same companies"* && "$said" == *"same companies and luck"* ]]
    # As many, but one has had a contact before; other names; other segments; fewer.
    for change in '2s/,0,/,1,/' '2s/^[^,]*/Elsewhere/' '2s/,small,/,larger,/;2s/,larger,/,small,/' '$d'; do
        cp "$CONFIGS/spark.csv" other/spark.csv
        sed -i "$change" other/spark.csv
        ! cmp -s "$CONFIGS/spark.csv" other/spark.csv || continue
        both
        [ "$status" -eq 0 ]
        [[ "$said" == "Not the same companies: "* ]]
        [[ "$said" != *"same companies and luck"* && "$said" != *"best of these"* ]]
        [[ "$said" != *"each segment"* && "$said" != *"best choice"* ]]
        [[ "$said" != *"not clear"* && "$said" != *"price of one"* && "$said" != *"best in one"* ]]
        [ "$(wc -l < both/segments.csv)" -eq 1 ]
        [ -z "$(column both/acceptability.csv best_in_one_campaign | tr -d '\n')" ]
    done
    both --lang nl
    [[ "$said" == "Niet dezelfde bedrijven: "* ]]
    # Drawn companies are the same where they are drawn alike.
    compare -n 100 --vary population.warm=0.1,0.9 --strategy spark
    [[ "${output//$'\n'/ }" == "Not the same companies: all have as many"* ]]
    compare -n 100 --vary team.hours_per_week=6.0,12.0 --strategy spark
    [[ "$output" != *"Not the same"* ]]
}

@test "equal cost gives each strategy as many companies as the baseline's cost pays for" {
    compare --equal cost
    [ "$status" -eq 0 ]
    [[ "$output" == *"At equal cost"* ]]
    python3 - <<'PY'
import csv
rows = {r["strategy"]: r for r in csv.DictReader(open("results/spark-compare/equal.csv"))}
target = float(rows["spark"]["cost_eur"])
for r in rows.values():
    cost, n = float(r["cost_eur"]), float(r["companies"])
    assert abs(cost - target) <= cost / n, r
assert float(rows["online"]["companies"]) > 14
for r in rows.values():
    assert abs(float(r["off_target"]) - (float(r["cost_eur"]) / target - 1)) < 1e-9
    assert abs(float(r["off_target"])) < 0.05
PY
    [[ "$output" == *"whole number of companies"* && "$output" == *"off the"* ]]
    [[ "$output" != *"come nearest to the same"* ]]
}

@test "how far off the target a whole number of companies is, is told" {
    # All personal costs more for one company than the recipe does, and there is no half of one.
    compare --strategy spark,personal --equal cost --set 'population={count=1;levels={
        size={small=0.6;larger=0.4;};character={challenger=0.5;family=0.5;};
        ownership={private=0.5;group=0.5;};};}'
    [ "$status" -eq 0 ]
    [[ "${output//$'\n'/ }" == *"All personal: 1 company comes nearest to the same cost, and is +"*" off; a company more or less would be further off."* ]]
}

@test "a contact moment is worth what a strategy loses without it" {
    compare --without company_meeting
    [ "$status" -eq 0 ]
    [[ "$output" == *"What \"One-to-one meeting at the company\" is worth"* ]]
    [[ "$output" == *"All online: has no \"One-to-one meeting at the company\""* ]]
    [ -s results/spark-compare/contact_worth.csv ]
    compare --without newsletter
    [[ "$output" == *"All online: not possible without \"Newsletter"* ]]
    compare --without newsleter
    [ "$status" -eq 2 ]
    [ "$output" = "recept: --without: no strategy has a contact moment 'newsleter'; did you mean 'newsletter'?" ]
    # In the catalogue, but nobody's.
    compare --strategy online --without company_meeting
    [ "$status" -eq 2 ]
    [[ "${#lines[@]}" -eq 1 && "$output" == *"no strategy has a contact moment 'company_meeting'"* ]]
    compare --without partnership_talk
    [ "$status" -eq 2 ]
    [ "$output" = "recept: --without: partnership_talk cannot be left out: it is the talk in which a company chooses" ]
}

@test "a name that is missing after an option is told" {
    run "$RECEPT" compare "$CONFIGS/spark.cfg" --without -q
    [ "$status" -eq 2 ]
    [[ "${lines[0]}" == *"--without: the name is missing before '-q'" ]]
    run "$RECEPT" compare "$CONFIGS/spark.cfg" --baseline --no-plots
    [ "$status" -eq 2 ]
    [[ "${lines[0]}" == *"--baseline: the name is missing before '--no-plots'" ]]
}

@test "with more than 32 strategies none is left out of --without" {
    hours=$(seq -s, 4.5 1 40.5)
    compare -n 4 --strategy spark --vary "team.hours_per_week=$hours" --without company_meeting
    [ "$status" -eq 0 ]
    [ "$(grep -c ',partners,' results/spark-compare/contact_worth.csv)" -eq 37 ]
}

@test "the best is selected until it is sure" {
    compare --until-sure 0.95 --difference 0.02
    [ "$status" -eq 0 ]
    said=${output//$'\n'/ }
    [[ "$said" == *"least 2 points ahead of all others, a selection like this one finds it with a probability of at least 95%."* ]]
    [[ "$said" != *"is the best with a probability"* ]]
    [[ "$said" == *"If none is so far ahead, these may be as good as the one selected: \"All personal\"."* ]]
    [ "$(column results/spark-compare/selection.csv best | grep -c 1)" -eq 1 ]
    compare --strategy spark,online --until-sure 0.95 --difference 0.0001
    [[ "${output//$'\n'/ }" == *"is at least 0.01 points ahead of all others"* ]]
    compare --until-sure 0.95
    [ "$status" -eq 2 ]
    compare --strategy spark --until-sure 0.95 --difference 0.02
    [ "$status" -eq 0 ]
    [[ "$output" == *"only one strategy, so that there is nothing to choose."* ]]
    [[ "$output" != *"is selected"* ]]
    [ ! -e results/spark-compare/selection.csv ]
}

@test "a winner whose partners are worth less than it costs is said to be so" {
    compare --strategy spark,personal --until-sure 0.95 --difference 500 --value 1000
    [ "$status" -eq 0 ]
    [[ "${output//$'\n'/ }" =~ "its partners are worth €"[0-9,]+" ± "[0-9]+" less than it costs" ]]
    compare --strategy spark,personal --until-sure 0.95 --difference 500 --value 20000
    [[ "${output//$'\n'/ }" =~ "its partners are worth €"[0-9,]+" ± "[0-9,]+" more than it costs" ]]
}

@test "shares still open that differ name the days at which they would not" {
    compare
    [[ "${output//$'\n'/ }" == *"with "[0-9]*" days of outreach they would differ by"* ]]
    # Not the same days for all.
    compare -n 200 --vary campaign.outreach_days=60,120
    [[ "${output//$'\n'/ }" == *"with "[0-9.]*" times as long an outreach they would differ by"* ]]
    [[ "$output" != *"days of outreach"* ]]
    # Nearly alike, alike, and one campaign, of which nothing can be told.
    compare --strategy spark,personal
    [[ "$output" != *"shares still open differ"* ]]
    compare --strategy spark,personal --set 'strategies.personal.pace_days=40'
    [[ "${output//$'\n'/ }" == *"shares still open differ by"* ]]
    compare -n 1
    [[ "${output//$'\n'/ }" == *"shares still open differ by "*" points in what was simulated; whether"* ]]
}

@test "several configs are held against each other" {
    run "$RECEPT" compare "$CONFIGS/spark.cfg" "$CONFIGS/spark-uncertain.cfg" --strategy spark -n 400 --no-plots -q -o both
    [ "$status" -eq 0 ]
    [ "$(column both/frontier.csv config | sort -u | tr '\n' ' ')" = " spark spark-uncertain " ]
    [[ "$output" == *"spark: SPARK recipe"* && "$output" == *"spark-uncertain: SPARK recipe"* ]]
    # Numbers that both have are counted once, those that differ twice.
    rests=$(sed -n 's/^Rests on \([0-9]*\) numbers.*/\1/p' <<< "$output")
    compare --strategy spark
    one=$(sed -n 's/^Rests on \([0-9]*\) numbers.*/\1/p' <<< "$output")
    [ "$rests" -gt "$one" ] && [ "$rests" -lt $((2 * one)) ]
}

@test "configs that do not agree on what is known tell no shares of ways, and why" {
    both() {
        run "$RECEPT" compare "$CONFIGS/spark.cfg" "$CONFIGS/spark-uncertain.cfg" --strategy spark,personal -n 400 -q -o both "$@"
    }
    both
    [ "$status" -eq 0 ]
    [[ "$output" == *"The configs do not agree on what is known"* ]]
    [[ "$output" != *"of 100 ways"* && "$output" != *"Knowing all unknown"* ]]
    [ -z "$(column both/acceptability.csv best_on_average | tr -d '\n')" ]
    [ "$(wc -l < both/perfect_information.csv)" -eq 1 ]
    [ ! -e both/plots/best_on_average.svg ]
    [ -e both/plots/best_in_one_campaign.svg ]
    both --fixed --no-plots
    [[ "$output" != *"do not agree"* ]]
    compare --vary team.hours_per_week=6.0,12.0 --set 'response.click_sd={mean=0.5;sd=0.1;}' -n 100
    [[ "$output" != *"do not agree"* ]]
}

@test "other numbers of companies are told" {
    run "$RECEPT" compare "$CONFIGS/spark.cfg" "$CONFIGS/chamber.cfg" -n 60 --no-plots -q -o both
    [ "$status" -eq 0 ]
    [[ "$output" == *"Not all have as many companies (14 to 80)"* ]]
    compare -n 60
    [[ "$output" != *"Not all have as many"* ]]
}

@test "a baseline that several configs or values have is named in full" {
    both() {
        run "$RECEPT" compare "$CONFIGS/spark.cfg" "$CONFIGS/spark-uncertain.cfg" -n 100 --no-plots -q -o both "$@"
    }
    both --baseline spark
    [ "$status" -eq 2 ]
    [[ "$output" == *"'spark:spark', 'spark-uncertain:spark'"* ]]
    both --baseline online
    [ "$status" -eq 0 ]
    both --baseline spark-uncertain:personal
    [ "$status" -eq 0 ]
    [ "$(column both/compare.csv baseline | sort -u)" = "spark-uncertain:personal" ]
    compare --vary team.hours_per_week=6.0,12.0 --baseline spark
    [ "$status" -eq 2 ]
    [[ "$output" == *"'spark,6.0', 'spark,12.0'"* ]]
    compare -n 100 --vary team.hours_per_week=6.0,12.0 --baseline spark,12.0
    [ "$status" -eq 0 ]
    [[ "$output" == *"SPARK recipe, 12.0"* ]]
}

@test "hubs are refused" {
    run "$RECEPT" compare "$CONFIGS/national.cfg" -q
    [ "$status" -eq 2 ]
    [[ "$output" == *"hubs differ"* ]]
    [ ! -e results ]
}

@test "csv and json have the rows of compare.csv" {
    "$RECEPT" compare "$CONFIGS/spark.cfg" -n 400 --no-plots -q --format csv > rows.csv
    cut -d, -f1,3- rows.csv | cmp - results/spark-compare/compare.csv
    [ "$(column rows.csv table | sort -u)" = compare ]
}

@test "csv and json hold every part that was asked for, alike" {
    all() {
        "$RECEPT" compare "$CONFIGS/spark.cfg" -n 400 --no-plots -q --equal cost \
            --without company_meeting --until-sure 0.95 --difference 0.02 --format "$1"
    }
    all csv > rows.csv 2> errors.txt
    all json > rows.json 2> errors.txt
    python3 - <<'PY'
import csv, json
rows = list(csv.DictReader(open("rows.csv")))
objects = json.load(open("rows.json"))
assert len(rows) == len(objects)
for r, o in zip(rows, objects):
    for key, value in o.items():
        assert (r[key] == "") == (value is None), (key, r, o)
        if isinstance(value, str):
            assert r[key] == value
assert {r["table"] for r in rows} == {"compare", "equal", "contact_worth", "selection"}
def files(name): return list(csv.DictReader(open("results/spark-compare/" + name)))
def part(name, **fit): return [r for r in rows if r["table"] == name and all(r[k] == v for k, v in fit.items())]
assert [r["estimate"] for r in part("equal", measure="companies")] == [r["companies"] for r in files("equal.csv")]
assert [r["estimate"] for r in part("equal", measure="off_target")] == [r["off_target"] for r in files("equal.csv")]
assert [r["difference"] for r in part("contact_worth")] == [r["worth"] for r in files("contact_worth.csv")]
assert {r["baseline"] for r in part("contact_worth")} == {"without company_meeting"}
selected = part("selection")
assert [r["difference"] for r in selected[:-1]] == [r["difference"] for r in files("selection.csv")]
assert selected[-1]["place"] == "best_again" and selected[-1]["estimate"] != ""
PY
}

@test "a price stands only where more partners cost more, with its interval" {
    compare
    python3 - <<'PY'
import csv
rows = [r for r in csv.DictReader(open("results/spark-compare/compare.csv"))]
places = {r["strategy"]: (r["place"], r["against_baseline"]) for r in rows if r["place"]}
assert places["online_then_personal"] == ("frontier", "more_for_less"), places
assert places["online"] == ("extendedly_dominated", "fewer_for_less"), places
for r in rows:
    if r["measure"] == "price_of_one_more":
        told = r["against_baseline"] == "more_for_more"
        for column in "estimate", "se", "mc_low", "mc_high":
            assert (r[column] != "") == told, r
    else:
        assert r["place"] == "" == r["against_baseline"]
PY
}

@test "results do not depend on threads" {
    "$RECEPT" compare "$CONFIGS/spark-uncertain.cfg" -n 600 -q -t 1 -o one --equal hours --without company_meeting > one.txt
    "$RECEPT" compare "$CONFIGS/spark-uncertain.cfg" -n 600 -q -t 2 -o two --equal hours --without company_meeting > two.txt
    cmp one.txt two.txt
    diff -r -x manifest.json one two
}

@test "every plot is drawn without a warning" {
    run "$RECEPT" compare "$CONFIGS/spark-uncertain.cfg" -n 400 -q
    [ "$status" -eq 0 ]
    [[ "$output" != *"was not drawn"* ]]
    [ "$(ls results/spark-uncertain-compare/plots/*.svg | wc -l)" -eq 9 ]
    for plot in results/spark-uncertain-compare/plots/*.svg; do
        xmllint --noout "$plot"
    done
}

@test "pictures of other companies say so, and nothing is cut off what they are of" {
    "$RECEPT" compare -q "$CONFIGS/spark.cfg" "$CONFIGS/chamber.cfg" -n 40 -o out >/dev/null
    for plot in differences partners_and_cost; do
        grep -q 'Not the same companies' out/plots/$plot.svg
        ! grep -q 'same companies and luck' out/plots/$plot.svg || false
    done
    "$RECEPT" compare -q "$CONFIGS/spark-uncertain.cfg" -n 40 -o one --lang nl \
        --set 'campaign.name="Een campagne met een naam die langer is dan er op de regel past"' >/dev/null
    for plot in one/plots/*.dat; do
        tail -2 "$plot" | sed 's/\\n/ /g' | grep -qE '14 bedrijven · [0-9]+ van de [0-9]+ getallen aangenomen"$'
        tail -2 "$plot" | grep -q 'Een campagne met een naam .* · 1 nov 2023 – 28 feb 2024'
    done
    grep -q '^0.*"vergeleken met niets doen · ' one/plots/net_result.dat
    grep -qE '"[+−][0-9.]+ ± [0-9.]+"' one/plots/net_result.dat
    ! grep -q 'Not the same\|Niet dezelfde' one/plots/*.svg || false
}

@test "doing nothing is a line of its own, and what is not clear stands at no 100 %" {
    "$RECEPT" compare -q "$CONFIGS/spark.cfg" -n 300 -o own >/dev/null
    "$RECEPT" compare -q "$CONFIGS/spark.cfg" -n 40 -o few --value 9000 > few.txt
    "$RECEPT" compare -q "$CONFIGS/spark-uncertain.cfg" -n 300 -o free --value 9000 >/dev/null
    python3 - <<'EOF'
import csv, math
def block(folder, plot):
    return open(f"{folder}/plots/{plot}.dat").read().split("\n\n\n")
def points(folder, plot, line):
    rows = block(folder, plot)[line].strip().split("\n")[1:]
    return [[float(x) for x in row.split("\t")] for row in rows]
def names(folder, plot):
    rows = [row.split("\t") for row in block(folder, plot)[0].split("\n")[1:]]
    return {row[6]: row for row in rows}
def table(folder, name):
    return list(csv.DictReader(open(f"{folder}/{name}.csv")))
plots = (("best_on_average", "acceptability", "best_on_average", "mc_low"),
    ("best_in_one_campaign", "acceptability", "best_in_one_campaign", "campaign_low"),
    ("expected_loss", "expected_loss", "expected_loss_eur", "mc_low"))
for folder, n in ("own", 5), ("few", 5), ("free", 3):
    for plot, of, value, low in plots:
        rows = [r for r in table(folder, of) if r["strategy"] == "nothing"]
        said = names(folder, plot)
        assert said['"doing nothing"'][0] == str(n + 1) and len(said) == n + 1, said
        drawn = {p[0]: p for p in points(folder, plot, n + 1)} # of steps the last at each place
        assert len(drawn) == len(rows) > 20
        for r, (x, p) in zip(rows, drawn.items()):
            assert math.isclose(float(r["value_eur"]), x, rel_tol=1e-6)
            assert math.isclose(float(r[low]), p[2], rel_tol=1e-6, abs_tol=1e-6)
            if plot == "best_on_average" and folder != "free" and p[2] < p[3]:
                assert math.isnan(p[1]), p
            else:
                assert math.isclose(p[1], float(r[value]), rel_tol=1e-6, abs_tol=1e-6), (r, p)
    steep = 0
    for line in range(1, n + 2):
        line = points(folder, "best_on_average", line)
        steep += sum(q[0] > p[0] and abs(q[1] - p[1]) > 0 for p, q in zip(line, line[1:]))
    assert (steep > 0) == (folder == "free"), (folder, steep)
of = {(r["strategy"], float(r["value_eur"])): r for r in table("few", "acceptability")}
end = max(value for _, value in of)
screen = open("few.txt").read().split("best on")[1].split("\n")
for name, id in ("SPARK recipe", "spark"), ("All online", "online"), ("doing nothing", "nothing"):
    said = names("few", "best_on_average")['"%s"' % name][7]
    r = of[id, end]
    assert (said == '"not clear"') == (r["mc_low"] != r["mc_high"]), said
    r = of[id, 9000.0]
    row = next(row for row in screen if row.startswith(name))
    assert ("not clear" in row) == (r["mc_low"] != r["mc_high"]), row
assert of["spark", end]["mc_low"] != of["spark", end]["mc_high"]
EOF
    for plot in best_on_average best_in_one_campaign expected_loss; do
        grep -q 'yearly fee of a partner of "SPARK recipe", euros' own/plots/$plot.svg
        ! grep -q 'fees of the packages\|worth to you' own/plots/$plot.svg || false
        grep -q 'fees of the packages' few/plots/$plot.svg
        grep -q 'what a partner is worth to you' few/plots/$plot.svg
    done
}

@test "ranges of single campaigns are those of the campaigns, in tables and pictures" {
    "$RECEPT" compare -q "$CONFIGS/spark.cfg" -n 41 --value 9000 --save-replications -o out >/dev/null
    python3 - <<'EOF'
import csv, math
def table(name):
    return list(csv.DictReader(open(f"out/{name}.csv")))
of = {}
for r in table("replications"):
    of[r["strategy"], int(r["replication"])] = r
n = 41
def quantile(values, share): # the least that so many of a hundred do not exceed
    return sorted(values)[-(-share * n // 100) - 1]
def same(text, value):
    return math.isclose(float(text), value, rel_tol=1e-9, abs_tol=1e-6)
differs = 0
for r in table("compare"):
    ratio = r["measure"] in ("conversion_rate", "cost_per_partner", "price_of_one_more")
    if ratio or r["strategy"] == "spark":
        assert r["p05"] == r["p95"] == "", r
        continue
    more = [float(of[r["strategy"], k][r["measure"]]) - float(of["spark", k][r["measure"]]) for k in range(n)]
    assert same(r["p05"], quantile(more, 5)) and same(r["p95"], quantile(more, 95)), r
    differs += quantile(more, 5) < quantile(more, 95)
assert differs > 8
for r in table("net_result"):
    net = [9000 * float(of[r["strategy"], k]["partners"]) - float(of[r["strategy"], k]["cost"])
           for k in range(n)] if r["strategy"] != "nothing" else [0.0] * n
    assert same(r["p05"], quantile(net, 5)) and same(r["p95"], quantile(net, 95)), r
def bars(plot):
    rows = open(f"out/plots/{plot}.dat").read().split("\n\n\n")[1].strip().split("\n")[2:]
    return {tuple(map(int, row.split("\t")[:2])): row.split("\t")[5:7] for row in rows}
drawn = bars("net_result")
for i, r in enumerate(table("net_result")[:5]):
    assert all(math.isclose(float(a), float(b), rel_tol=1e-9, abs_tol=1e-6)
               for a, b in zip(drawn[1, i + 1], (r["p05"], r["p95"]))), r
drawn = bars("differences")
for panel, measure in (1, "partners"), (2, "cost"), (3, "net_result"):
    for i, r in enumerate(r for r in table("compare") if r["measure"] == measure):
        if r["p05"] == "":
            assert drawn[panel, i + 1] == ["NaN", "NaN"]
        else:
            assert math.isclose(float(drawn[panel, i + 1][0]), float(r["p05"]), rel_tol=1e-9, abs_tol=1e-6)
            assert math.isclose(float(drawn[panel, i + 1][1]), float(r["p95"]), rel_tol=1e-9, abs_tol=1e-6)
EOF
    grep -q 'fees less all costs, euros' out/plots/differences.svg
    ! grep -q 'net result' out/plots/differences.svg || false
    grep -q 'net result, euros' out/plots/net_result.svg
    grep -q 'Pale bar' out/plots/differences.svg
    "$RECEPT" compare -q "$CONFIGS/spark.cfg" "$CONFIGS/chamber.cfg" -n 40 -o both >/dev/null
    ! grep -q 'Pale bar' both/plots/differences.svg || false
}

@test "each axis of differences has a scale: 0 and another number" {
    "$RECEPT" compare -q "$CONFIGS/spark.cfg" -n 300 -o out >/dev/null
    python3 - <<'EOF'
import re
drawing = open("out/plots/differences.svg").read()
ticks = re.findall(r'translate\(([\d.]+),([\d.]+)\)"[^>]*text-anchor="middle">\s*<text>([−\d.,]+)</text>', drawing)
labels = [label for x, y, label in sorted((float(x), y, label) for x, y, label in ticks)]
assert labels.count("0") == 3 and len(labels) >= 8, labels
EOF
}

@test "differences name what they are held against and print their numbers; campaigns are a cloud" {
    "$RECEPT" compare -q "$CONFIGS/spark.cfg" -n 300 --baseline personal -o out >/dev/null
    python3 - <<'EOF'
import csv
rows = [r for r in csv.DictReader(open('out/compare.csv')) if r['measure'] == 'partners']
data = open('out/plots/differences.dat').read()
assert '"against All personal · ' in data
assert len(rows) == 5
for r in rows:
    if r['strategy'] != 'personal':
        value = float(r['difference'])
        said = ('+' if value > 0 else '\u2212') + '%.2f' % abs(value)
        assert '"%s ' % said in data, (said, data)
blocks = open('out/plots/partners_and_cost.dat').read().split('\n\n\n')
clouds = [b for b in blocks if 'campaigns of' in b]
assert len(clouds) == 5
for cloud in clouds:
    dots = [tuple(map(float, line.split('\t'))) for line in cloud.strip().split('\n')[1:]]
    assert len(dots) == 200
    assert all(x >= 0 and abs(x - round(x)) <= 0.4 + 1e-9 for x, y in dots)
mean = [float(r['estimate']) for r in csv.DictReader(open('out/compare.csv'))
        if r['measure'] == 'cost' and r['strategy'] == 'spark']
spark = [float(line.split('\t')[1]) for line in clouds[0].strip().split('\n')[1:]]
assert abs(sum(spark) / 200 / mean[0] - 1) < 0.03
EOF
    grep -q 'more is better' out/plots/differences.svg
    grep -q 'less is better' out/plots/differences.svg
}
