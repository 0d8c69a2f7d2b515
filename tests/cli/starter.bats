#!/usr/bin/env bats
# A first campaign: the folder that init writes, and what CONFIG may be. RECEPT is the program's path.

bats_require_minimum_version 1.5.0

load workplace

# A config as it counts: the effective one without its name and first day, and without facts.
effective() {
    "$RECEPT" check --dump "$1" | sed 's/ *#.*//; /^facts/,$d; /^ *name = "[a-z]*";$/d; /^ *start = /d; /^ *list = /d'
}

@test "init writes a folder that runs, and never overwrites" {
    run "$RECEPT" init mine
    [ "$status" -eq 0 ]
    [ -s mine/campaign.cfg ] && [ -s mine/companies.csv ] && [ -s mine/contact_moments.cfg ]
    run "$RECEPT" run mine -n 50 --no-plots
    [ "$status" -eq 0 ]
    [ -s results/mine/summary.csv ]
    "$RECEPT" init 'a/"b\'
    grep -qx '  name = "_b_";' 'a/"b\/campaign.cfg'
    "$RECEPT" check 'a/"b\/campaign.cfg'
    run "$RECEPT" init mine
    [ "$status" -eq 1 ]
    [[ $output == *"mine: exists already"* ]]
}

@test "what init says to type next works when it is typed" {
    for name in "mijn campagne" "it's" ./-first plain; do
        run --separate-stderr "$RECEPT" init "$name"
        [ "$status" -eq 0 ]
        eval "\"\$RECEPT\" run $(sed -n 's/^ *recept run //p' <<<"$output") -n 20 --no-plots -q -o r" >/dev/null
    done
}

@test "a starter begins on the first of the month that comes" {
    "$RECEPT" init now
    grep -q "start = \"$(date -d "$(date +%Y-%m-01) + 1 month" +%Y-%m-01)\"" now/campaign.cfg
    SOURCE_DATE_EPOCH=$(date -d 2027-12-15 +%s) "$RECEPT" init then
    grep -q 'start = "2028-01-01"' then/campaign.cfg
}

@test "a starter is the shipped campaign in both languages, but for its name, first day and facts" {
    for language in en nl; do
        "$RECEPT" init $language --lang $language
        diff <(effective "$CONFIG") <(effective $language)
        [ "$("$RECEPT" run $language -n 300 --fixed --format csv --no-plots -q --set campaign.start=2023-11-01 \
            -o r-$language | sha256sum)" = "$("$RECEPT" run "$CONFIG" -n 300 --format csv --no-plots -q -o s-$language | sha256sum)" ]
    done
    ! cmp -s en/model.cfg nl/model.cfg
    grep -q '# Vooruitgang per contact' nl/model.cfg
}

@test "a Dutch starter has no English comment" {
    "$RECEPT" init mijn --lang nl
    ! grep -hE '#.* (the|and|with|that|which) ' mijn/*.cfg
}

@test "examples are listed, and each can be run by its name" {
    run "$RECEPT" examples
    [ "$status" -eq 0 ]
    for config in "$SOURCE"/configs/questions/*.cfg "$SOURCE"/configs/*.cfg; do
        grep -q '^simulation' "$config" || continue
        name=$(basename "$config" .cfg)
        [ "${name#bench}" = "$name" ] || continue
        [[ $output == *"  $name "* ]]
        "$RECEPT" check "$name"
    done
    "$RECEPT" run warm_introduction -n 20 --no-plots -q -o named
    "$RECEPT" run "$SOURCE/configs/questions/warm_introduction.cfg" -n 20 --no-plots -q -o filed
    cmp named/summary.csv filed/summary.csv
    "$RECEPT" run --from-results named --no-plots -q -o again
    cmp named/summary.csv again/summary.csv
    run "$RECEPT" check --facts spark -n 20
    [ "$status" -eq 0 ]
}

@test "a folder stands for its campaign, also when it is made again" {
    "$RECEPT" init mine
    "$RECEPT" run mine -n 20 --no-plots -q -o one
    mv mine elsewhere
    "$RECEPT" run --from-results one --no-plots -q -o two
    cmp one/summary.csv two/summary.csv
    "$RECEPT" compare elsewhere spark --set campaign.start=2023-11-01 --strategy spark -n 40 --no-plots -q -o three
}

@test "a file is taken before an example of its name" {
    cp "$SOURCE/configs/chamber.cfg" spark
    run "$RECEPT" check spark
    [[ $output == *"drawn companies"* ]]
}

@test "what is no config is told, with what would be right" {
    "$RECEPT" run spark -n 20 --no-plots -q -o r
    mkdir empty
    declare -A words=([r]="is a folder of results" [empty]="without a campaign.cfg" [sparkk]="is 'spark' meant?"
        [nothing]="'recept examples' lists them" [no.cfg]="No such file or directory")
    for argument in "${!words[@]}"; do
        for command in run compare plan check; do
            run "$RECEPT" $command "$argument"
            [ "$status" -eq 3 ]
            [[ $output == *"$argument: "*"${words[$argument]}"* ]]
        done
    done
    run "$RECEPT" run no.cfg --lang nl
    [[ $output == *"Dit bestand of deze map bestaat niet"* ]]
}

@test "a campaign is built around a list, and what that does not say is assumed and told" {
    printf '\xef\xbb\xbfBedrijfsnaam;Plaats;Aantal medewerkers;Contactpersoon;Fase\nJansen;Enschede;12;P. Jansen;interesse\nDe Vries & Zn;Zwolle;1.250;;\nNoord;Assen;;;\n' >crm.csv
    run --separate-stderr "$RECEPT" init mijn --from-list crm.csv --lang nl
    [ "$status" -eq 0 ]
    [[ $output == *"3 bedrijven uit crm.csv"*"omvang: klein 2, groter 1"*"fase: aandacht 2, interesse 1"* ]]
    [[ $output == *"de omvang komt uit de kolom 'Aantal medewerkers': klein onder de 50"* ]]
    [[ $output == *"aangenomen: omvang is 'klein' voor 1 van de 3 bedrijven"* ]]
    [[ $output == *"aangenomen: karakter is 'gevestigd' voor 3 van de 3 bedrijven"* ]]
    [[ $stderr == *"de kolom 'Plaats' wordt niet gelezen"* ]]
    [[ $stderr != *"Aantal medewerkers"* ]]
    # People and places stay in the list that they were in.
    ! grep -q 'P. Jansen\|Enschede' -r mijn
    grep -q 'Uw bedrijven, uit crm.csv' mijn/campaign.cfg
    [ "$(sed -n 3p mijn/companies.csv)" = "De Vries & Zn;groter;gevestigd;zelfstandig;aandacht;0;;;;" ]
    "$RECEPT" run mijn -n 40 --no-plots -q -o r >/dev/null
    "$RECEPT" run mijn -n 40 --no-plots -q -o s --lang nl >/dev/null
    cmp r/summary.csv s/summary.csv
    grep -q 'Jansen' r/companies.csv
}

@test "a list that says all of it is taken as it is, from a workbook as well" {
    "$RECEPT" init shipped --from-list "$SOURCE/configs/spark.csv"
    "$RECEPT" run shipped -n 40 --no-plots -q -o r --set campaign.start=2023-11-01 >/dev/null
    "$RECEPT" run "$CONFIG" -n 40 --no-plots -q -o s >/dev/null
    cmp r/summary.csv s/summary.csv
    ssconvert "$SOURCE/configs/spark.csv" list.xlsx
    "$RECEPT" init book --from-list list.xlsx
    # Names that are digits are numbers in a workbook.
    cmp <(cut -d, -f2- book/companies.csv) <(cut -d, -f2- shipped/companies.csv)
}

@test "a list that cannot be used leaves nothing, and every error is told" {
    printf 'name,size\nA,huge\nB,small\nC,enormous\n' >bad.csv
    run "$RECEPT" init mine --from-list bad.csv
    [ "$status" -eq 3 ]
    [[ $output == *"bad.csv:2: size: 'huge' is not small or larger"*"bad.csv:4: size: 'enormous'"* ]]
    [ ! -e mine ]
    printf 'name,employees\nA,12\nB,many\n' >words.csv
    run "$RECEPT" init mine --from-list words.csv
    [ "$status" -eq 3 ]
    [[ $output == *"words.csv:3: employees: 'many' is not a number of employees"* ]]
    printf 'name,size\n' >none.csv
    run "$RECEPT" init mine --from-list none.csv
    [ "$status" -eq 3 ]
    [[ $output == *"none.csv: has no companies"* ]]
    run "$RECEPT" init mine --from-list nowhere.csv
    [ "$status" -ne 0 ]
    [ ! -e mine ]
}

@test "lists as CRMs name their columns, and sizes as they write them" {
    printf 'Organisatie - Naam;Organisatie - Aantal medewerkers;Deal - Fase\nA;11-50;interesse\nB;201-500;\nC;250+;\nD;<50;\nE;n.v.t.;\nF;1.250;\nG;1-10;\nH;50;\n' >crm.csv
    run "$RECEPT" init mijn --from-list crm.csv --lang nl
    [ "$status" -eq 0 ]
    [[ $output == *"omvang: klein 4, groter 4"*"aangenomen: omvang is 'klein' voor 1 van de 8"* ]]
    [ "$(sed 1d mijn/companies.csv | cut -d';' -f2 | tr '\n' ' ')" = "klein groter groter klein klein groter klein groter " ]
    printf 'naam;medewerkers\nA;≥50\nB;>=50\nC;ca. 30\nD;51-200 medewerkers\nE;30–60\nF;50-50\nG;<100\nH;>49\nI;≤50\n' >signs.csv
    run "$RECEPT" init tekens --from-list signs.csv --lang nl
    [ "$status" -eq 0 ]
    [[ $output == *"aangenomen: omvang is 'klein' voor 2 van de 9"* ]]
    [ "$(sed 1d tekens/companies.csv | cut -d';' -f2 | tr '\n' ' ')" = "groter groter klein groter klein groter klein groter klein " ]
    # The name of a deal is not that of the company.
    printf 'Deal - Naam;Organisatie - Naam\nOffer 12;Jansen\n' >deals.csv
    "$RECEPT" init handel --from-list deals.csv --lang nl
    grep -q '^Jansen;' handel/companies.csv
    # Stages of a CRM say nothing of these; one that is nearly one of these is a slip.
    printf 'naam;fase\nA;Lead\nB;interesse\nC;Klant\n' >stages.csv
    run "$RECEPT" init fasen --from-list stages.csv --lang nl
    [ "$status" -eq 0 ]
    [[ $output == *"fase: aandacht 2, interesse 1,"*"aangenomen: 2 bedrijven beginnen in aandacht"*"'Lead'"* ]]
    printf 'naam;fase\nA;Intresse\n' >slip.csv
    run "$RECEPT" init slip --from-list slip.csv --lang nl
    [ "$status" -eq 3 ]
    printf 'naam;medewerkers\nA;-3\nB;veel\n' >bad.csv
    run "$RECEPT" init slecht --from-list bad.csv --lang nl
    [ "$status" -eq 3 ]
    [[ $output == *"bad.csv:2: medewerkers: '-3' is geen aantal medewerkers"*"bad.csv:3"*"slecht: is niet gemaakt"* ]]
    [ ! -e slecht ]
}

@test "a campaign can have any name" {
    "$RECEPT" init '@START@'
    grep -q 'name = "@START@";' '@START@/campaign.cfg'
    "$RECEPT" check '@START@'
}

@test "two folders with a list of one name each keep their own in what is made again" {
    "$RECEPT" init a
    printf 'name\nJansen\nDe Vries\nBakker\n' >few.csv
    "$RECEPT" init b --from-list few.csv
    "$RECEPT" compare a b --strategy spark -n 60 --no-plots -q -o one >/dev/null
    "$RECEPT" compare --from-results one --no-plots -q -o two >/dev/null
    cmp one/summary.csv two/summary.csv
    cp "$SOURCE"/configs/*.cfg "$SOURCE"/configs/*.csv . && cp -r "$SOURCE/configs/facts" .
    sed '$d' spark.csv >north-spark.csv
    sed -i '0,/list = "spark.csv"/s//list = "north-spark.csv"/' national.cfg
    "$RECEPT" run national.cfg -n 40 --no-plots -q -o three >/dev/null
    "$RECEPT" run --from-results three --no-plots -q -o four >/dev/null
    cmp three/summary.csv four/summary.csv
}

@test "a starter can have a logbook, to fill in and made up, in both languages" {
    for language in en nl; do
        "$RECEPT" init "$language" --logbook --lang "$language" >/dev/null
        "$RECEPT" logbook "$language/campaign.cfg" "$language/logbook-example.csv" --followed spark \
            -o "$language/so-far" --no-plots -q >/dev/null 2>&1
        [ "$(tail -n +2 "$language/so-far/refused.csv" | wc -l)" = 0 ]
        [ "$(tail -n +2 "$language/so-far/defects.csv" | wc -l)" = 0 ]
        "$RECEPT" run "$language" --from "$language/so-far" -n 50 --strategy spark --no-plots -q -o "$language/on" >/dev/null
        "$RECEPT" logbook "$language/campaign.cfg" "$language/logbook.csv" --dry-run >said.txt 2>&1
        grep -q 'Records: 0' said.txt
        # Every row but the first says that it is made up.
        [ "$(tail -n +2 "$language/logbook-example.csv" | grep -vc 'made up$\|verzonnen$')" = 0 ]
    done
    cmp <(tail -n +2 en/so-far/records.csv) <(tail -n +2 nl/so-far/records.csv)
    "$RECEPT" init mine --from-list en/companies.csv --logbook >/dev/null 2>&1
    [ -f mine/logbook.csv ]
    [ ! -e mine/logbook-example.csv ]
}
