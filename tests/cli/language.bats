#!/usr/bin/env bats
# The program in Dutch: every text has a translation, and what is shown fits. RECEPT is its path.

bats_require_minimum_version 1.5.0

load workplace

CATALOGUE=$BATS_TEST_DIRNAME/../../sim/base/po/nl.po

# Writes all texts of the program to texts.pot.
extract() {
    find "$SOURCE/sim" "$SOURCE/models" -name '*.c' -o -name measures_list.h | sort |
        xgettext --from-code=UTF-8 --language=C -k_ -kN_ --no-location --files-from=- -o texts.pot
}

# Wherever the English has $1, the Dutch has $2, whatever the capitals.
always_called() {
    msggrep --msgid -i -F -e "$1" "$CATALOGUE" -o with.po
    [ -s with.po ]
    run msggrep -v --msgstr -i -F -e "$2" with.po
    [ "$status" -eq 0 ]
    [ -z "$output" ]
}

# A table: all rows end in the same column, none after the hundredth.
straight() {
    local width=${#1} line
    [ "$width" -le 100 ]
    for line; do
        [ "${#line}" -eq "$width" ]
    done
}

@test "every text of the program has a Dutch one" {
    extract
    run msgcmp "$CATALOGUE" texts.pot
    echo "$output"
    [ "$status" -eq 0 ]
    [ -z "$(msgattrib --untranslated "$CATALOGUE")" ]
    [ -z "$(msgattrib --only-fuzzy "$CATALOGUE")" ]
}

@test "Dutch texts take the same values as the English ones" {
    msgfmt --check -o nl.mo "$CATALOGUE"
    msggrep --msgid -e '^$' "$CATALOGUE" | grep -q 'charset=UTF-8'
}

@test "what must not be misread has one Dutch word, and no two things share one" {
    always_called 'Monte Carlo error' 'foutmarge'
    always_called 'range of one campaign' 'spreiding'
    always_called 'simulated campaign' 'doorgerekende campagne'
    always_called 'still open' 'loopt nog'
    always_called 'said no' 'nee zei'
    always_called 'given up on' 'zelf gestopt'
    [ "$(msgexec -i "$CATALOGUE" cat | grep -c 'Monte Carlo')" -eq 0 ]
}

# The options that a help lists.
names() {
    grep -oE '^(  -.,|     ) --[a-z-]+' | grep -oE '[-]-.*'
}

@test "help is Dutch, and lists each option once" {
    run "$RECEPT" --help --lang nl
    [ "$status" -eq 0 ]
    [[ ${lines[0]} == "Gebruik: recept OPDRACHT [OPTIE...]" ]]
    [[ $output == *"rekent de strategieën"* ]]
    for command in init run compare plan check plot examples show help; do
        run "$RECEPT" "$command" --help --lang nl
        [ "$status" -eq 0 ]
        [[ ${lines[0]} == "Gebruik: recept $command [OPTIE...]"* ]]
        [[ $output == *"Toon deze hulp"* ]]
        [[ $output == *"Taal (standaard: die van het systeem)"* ]]
        ! grep -qE 'default|Simulat|Print|Write|Show|General' <<<"$output"
        [ "$(printf '%s\n' "$output" | wc -L)" -lt 80 ]
        names <<<"$output" >nl
        [ -s nl ]
        [ -z "$(sort nl | uniq -d)" ]
        "$RECEPT" help "$command" --lang en | names | cmp - nl
    done
    run "$RECEPT" run --help --lang en
    [[ ${lines[0]} == "Usage: "* && $output == *"Show this help"* ]]
}

@test "errors in a command line are Dutch" {
    run "$RECEPT" run -n x --replicatons=5 --budget 1 --format=xml --lan=nl
    [ "$status" -eq 2 ]
    [ "${lines[0]}" = "recept run: --replications: 'x' is geen geheel getal van 1 tot en met 2147483647" ]
    [ "${lines[1]}" = "recept run: onbekende optie '--replicatons=5'; bedoelde u '--replications'?" ]
    [ "${lines[2]}" = "recept run: onbekende optie '--budget'; recept plan heeft die wel" ]
    [ "${lines[3]}" = "recept run: --format: 'xml' is geen table|csv|json" ]
    [ "${lines[4]}" = "zie 'recept run --help' voor uitleg" ]
    run "$RECEPT" run --lang nl
    [ "$status" -eq 2 ]
    [[ $output == *"CONFIG ontbreekt"* && $output == *"voor uitleg"* ]]
    run "$RECEPT" rnu --lang nl
    [[ $output == *"er is geen opdracht 'rnu'; bedoelde u 'run'?"* ]]
}

@test "the Dutch table is straight, at most 100 columns wide, and says what it shows" {
    for config in spark chamber; do
        run --separate-stderr "$RECEPT" run "$SOURCE/configs/$config.cfg" -n 300 --no-plots --lang nl
        [ "$status" -eq 0 ]
        [[ $stderr == *"de resultaten staan in results/$config"* ]]
        [ "$(printf '%s\n' "$output" | wc -L)" -le 100 ]
        straight "${lines[@]:1:4}"
        [[ ${lines[0]} == *"contacten "*"contacten" ]]
        [[ ${lines[1]} == *"van wie"*"in totaal"*"loopt" ]]
        [[ ${lines[2]} == "strategie"*"spreiding"*"gemiddeld ±"*"toetrad"*"per partner"*"nog" ]]
        [[ $output == *"strategie "*" beeld "*" actief "*" en actief"$'\n'* ]]
        [[ $output == *"waarvan 120 aannames"* || $output == *"2 gepubliceerd, 292 aangenomen"* ]]
        [[ $output == *"foutmarge bij 300 doorgerekende campagnes"* ]]
        [[ ${lines[3]} =~ [0-9],[0-9]+\ ±\ [0-9],[0-9]+.*[0-9],[0-9]%.*"€ "[0-9]+\.[0-9]{3} ]]
    done
}

@test "the table stays within 100 columns with varied settings and large amounts" {
    run --separate-stderr "$RECEPT" run "$CONFIG" -n 100 --no-plots --lang nl \
        --vary team.hourly_rate=75.0,7500.0 --vary campaign.targets.active=5,10000
    [ "$status" -eq 0 ]
    [ "$(printf '%s\n' "$output" | wc -L)" -le 100 ]
    straight "${lines[@]:1:22}"
    straight "${lines[@]:23:22}"
}

@test "plots are Dutch" {
    "$RECEPT" run -q "$CONFIG" -n 200 --lang nl >/dev/null
    cd results/spark/plots
    grep -q 'Aandeel bedrijven dat partner is geworden' conversion_by_day.svg
    grep -q 'foutmarge van dat gemiddelde' conversion_by_day.svg
    grep -q '1 jan 2024' conversion_by_date.svg
    grep -q 'inclusief die van vóór de campagne' conversion_by_contact.svg
    grep -q 'Wat één partner kost' cost_per_partner.svg
    grep -q 'hulpmiddelen' cost_makeup.svg
    grep -q 'alle drie' rings.svg
    grep -q 'een deel loopt nog' funnel.svg
    ! grep -qE 'simulated|Monte Carlo|campaigns|companies' -- *.svg
}

@test "plots of a folder are drawn again in the other language, wholly" {
    for command in run compare "plan --budget 9000,12000 --target paying=1"; do
        for lang in nl en; do
            "$RECEPT" $command -q "$CONFIG" -n 60 --strategy spark,sessions -o $lang --lang $lang >/dev/null
        done
        for folder in en nl; do
            other=$([ $folder = en ] && echo nl || echo en)
            cp -r $folder/plots before
            LC_ALL=$other run "$RECEPT" plot $folder # in the language of the results
            [ "$status" -eq 0 ] && [ -z "$output" ]
            diff -r before $folder/plots
            run "$RECEPT" plot --lang $other $folder
            [ "$status" -eq 0 ] && [ -z "$output" ]
            for plot in $folder/plots/*.svg; do
                ! cmp -s "$plot" "before/${plot##*/}" || false
            done
            "$RECEPT" plot $folder --lang $folder
            diff -r before $folder/plots
            rm -r before
        done
        "$RECEPT" plot --lang nl en --format svg,png
        for plot in nl/plots/*.svg; do
            cmp "$plot" "en/plots/${plot##*/}"
        done
        [ -s en/plots/$(basename "$plot" .svg).png ]
        [ "$(ls en/plots/nl)" = "$(ls en/plots | grep -E '(plot|dat)$')" ]
        "$RECEPT" plot --lang nl en --terminal >drawn
        ! grep -qE 'simulated|campaigns' drawn || false
        rm -r en nl
    done
    "$RECEPT" compare -q "$CONFIG" -n 60 -o en --lang en >/dev/null
    "$RECEPT" plot --lang nl en
    grep -q 'klein/uitdager/zelfstandig' en/plots/segments.svg
    rm -r en/plots/nl
    run "$RECEPT" plot --lang nl en
    [ "$status" -eq 0 ]
    [[ $output == *"en/plots: deze grafieken zijn er in één taal"* ]]
}

@test "errors in configs and company lists are Dutch" {
    cp -r "$SOURCE"/configs/*.cfg "$SOURCE/configs/facts" "$SOURCE/configs/spark.csv" .
    sed -i 's/outreach_days = 120/outreach_dayz = 120/; s/"2023-11-01"/"nu"/' spark.cfg
    sed -i 's/hourly_rate = 75.0/hourly_rate = -75.0/; s/"attendee"/"attendees"/' team.cfg
    sed -i '2s/$/,teveel/' spark.csv
    run "$RECEPT" check spark.cfg --lang nl
    [ "$status" -eq 3 ]
    [[ $output == *"spark.cfg:"*"campaign.start: 'nu' is geen datum als 2023-11-01"* ]]
    [[ $output == *"'outreach_days' ontbreekt (dagen waarin contacten worden gelegd)"* ]]
    [[ $output == *"outreach_dayz: onbekende instelling; bedoelde u 'outreach_days'?"* ]]
    [[ $output == *"team.hourly_rate: -75 valt buiten het bereik (0 tot 10000)"* ]]
    [[ $output == *"er is geen verdeling 'attendees'; bedoelde u 'attendee'?"* ]]
    [[ $output == *"spark.csv:2: "*" velden, waar de kopregel er "*" heeft"* ]]
    [ -z "$(grep -E "must|missing|there is|unknown|is not|out of range" <<<"$output")" ]
    run "$RECEPT" check "$CONFIG" --lang nl --set 'x=('
    [ "$status" -eq 2 ]
    [[ $output == *"is geen waarde"* ]]
    printf 'a = 1;\nb = ^ 2;\n' >wrong.cfg
    run "$RECEPT" check wrong.cfg --lang nl
    [ "$output" = "wrong.cfg:2: schrijffout" ]
}

@test "what a number that must be given is has a Dutch text" {
    grep -A1 'MUST,' "$SOURCE/models/parameters.c" | grep -oP '^ +\K"[^"]+"(?=, AT)' >texts
    [ "$(wc -l <texts)" -ge 9 ]
    [ "$(wc -l <texts)" -eq "$(grep -c 'MUST,' "$SOURCE/models/parameters.c")" ]
    while read -r text; do
        grep -A1 -Fx "msgid $text" "$CATALOGUE" | grep -q 'msgstr "[^"]'
    done <texts
}

@test "files are the same in both languages, decimal points included" {
    "$RECEPT" run -q "$CONFIG" -n 100 --no-plots -o nl --lang nl >/dev/null
    "$RECEPT" run -q "$CONFIG" -n 100 --no-plots -o en --lang en >/dev/null
    for file in en/*.csv; do
        cmp "$file" "nl/$(basename "$file")"
    done
    grep -q '^spark,all,all,conversion_rate,[^,]*,0\.[0-9]*,' nl/summary.csv
    for language in nl en; do
        "$RECEPT" run -q "$CONFIG" -n 100 --no-plots --format csv --lang "$language" >"$language.csv"
    done
    cmp nl.csv en.csv
}

@test "the program speaks Dutch where the system does" {
    LC_ALL= LANG=nl_NL.UTF-8 run "$RECEPT" --help
    [[ ${lines[0]} == "Gebruik: "* ]]
    LC_ALL=en_GB.UTF-8 LANG=nl_NL.UTF-8 run "$RECEPT" --help
    [[ ${lines[0]} == "Usage: "* ]]
}
