#!/usr/bin/env bats
# What a hub has written down. RECEPT is the program's path.

bats_require_minimum_version 1.5.0

load workplace

# A sheet as it is saved in the Netherlands, with two rows that cannot be read.
sheet() {
    cat >sheet.csv <<'XX'
Bedrijf;Datum;Contactmoment;Uitkomst;Fase erna;Uren;Opmerking
Bakker & Zn;06-11-2023;newsletter;gehouden;interesse;0,5;belt liever
Bakker & Zn;20-11-2023;Rondleiding;gehouden;verlangen;1:30;
Jansen Bouw;13-11-2023;newsletter;gehouden;aandacht;0,5;
Jansen Bouw;27-11-2023;;zei nee;;;
Onbekend BV;27-11-2023;newsletter;gehouden;;;
Bakker & Zn;31-11-2023;newsletter;gehouden;;;
XX
    cat >list.csv <<'XX'
naam;omvang;karakter;eigendom;benaderd op
Bakker & Zn;klein;gevestigd;zelfstandig;2023-11-01
Jansen Bouw;groter;gevestigd;concern;
XX
}

read_sheet() {
    "$RECEPT" logbook "$CONFIG" sheet.csv --companies-file list.csv "$@"
}

@test "a sheet is read and told of in both languages" {
    sheet
    read_sheet -o r --lang en >said.txt 2>err
    grep -q 'Companies: 2. Contacts that took place: 3.' said.txt
    grep -q 'Joined: 0. Said no: 1. Given up by the hub: 0. Still open: 1.' said.txt
    grep -q 'Rows that could not be read: 2 of 6' said.txt
    grep -q 'layout recept' err
    grep -q '^2,2023-11-27,,said_no' r/records.csv
    grep -q '^sheet.csv,6,Bedrijf,' r/refused.csv
    grep -q '^sheet.csv,7,Datum,' r/refused.csv
    "$RECEPT" show r --lang nl | grep -q 'Partner geworden: 0. Wie nee zei: 1.'
    for table in r/*.csv; do
        grep -q "\`$(basename "$table")\`" "$SOURCE/results/README.md"
    done
}

@test "names stay out of the results, unless they are asked for" {
    sheet
    read_sheet -o r -q >/dev/null 2>&1
    [ -z "$(grep -rl -e Bakker -e Jansen -e Onbekend -e 'belt liever' r)" ]
    read_sheet -o n -q --names >/dev/null 2>&1
    grep -q 'Jansen Bouw' n/records.csv
    grep -q "'Onbekend BV'" n/refused.csv
    [ -z "$(grep -rl 'belt liever' n)" ]
}

@test "a dry run says how a file is understood, and writes nothing" {
    sheet
    read_sheet --dry-run --lang en >said.txt
    grep -q 'rows 6, refused 2' said.txt
    grep -qE 'Fase erna +stage_after +3' said.txt
    grep -q "sheet.csv:6: Bedrijf: 'Onbekend BV' is not on the list" said.txt
    [ ! -e results ]
}

@test "records are read again to the same records" {
    sheet
    read_sheet -o r -q >/dev/null 2>&1
    "$RECEPT" logbook "$CONFIG" r/records.csv --companies-file list.csv -o again -q >/dev/null 2>&1
    cmp r/records.csv again/records.csv
    cmp r/timeline.csv again/timeline.csv
}

@test "what is not understood is refused with what would be right" {
    sheet
    run read_sheet --columns 'Datum=dat'
    [ "$status" -eq 2 ]
    [[ $output == *"--columns"*"company, date, contact, outcome"* ]]
    run "$RECEPT" logbook "$CONFIG" list.csv
    [ "$status" -eq 3 ]
    [[ $output == *"list.csv:1: no headings of a company and a date are known here"* ]]
    run "$RECEPT" logbook "$CONFIG" nothing.csv
    [ "$status" -eq 1 ]
    run read_sheet --until gisteren
    [ "$status" -eq 2 ]
    run read_sheet --layout mine.cfg
    [ "$status" -ne 0 ]
    printf 'id = "mine";\nfields = { compny = "x"; };\n' >mine.cfg
    run read_sheet --layout mine.cfg
    [ "$status" -eq 3 ]
    [[ $output == *"mine.cfg:2"*"did you mean 'company'?"* ]]
}

@test "a layout of one's own says what headings and words mean" {
    cat >mine.cfg <<'XX'
id = "mine";
tried = true;
fields = { company = "Klant"; date = "Wanneer"; contact = "Wat"; };
values = { contact = ( { says = "Bel"; means = "phone_followup"; } ); };
fixed = { outcome = "held"; };
also = ( { heading = "Getekend"; outcome = "joined"; } );
XX
    printf 'Klant,Wanneer,Wat,Getekend\n04,2023-11-20,bel,2023-12-01\n' >own.csv
    "$RECEPT" logbook "$CONFIG" own.csv --layout mine.cfg -o r -q >/dev/null
    grep -q '^4,2023-11-20,phone_followup,held' r/records.csv
    grep -q '^4,2023-12-01,,joined' r/records.csv
}

@test "a word for a contact moment may tell an ending, or leave its row out" {
    cat >mine.cfg <<'XX'
id = "mine";
per_day = true;
fields = { company = "Klant"; date = "Wanneer"; contact = "Wat"; };
values = { contact = ( { says = "Bel"; means = "phone_followup"; }, { says = "Contract"; outcome = "joined"; },
    { says = ("Taak", "E-mail"); skip = true; } ); };
fixed = { outcome = "held"; };
XX
    printf 'Klant,Wanneer,Wat\n04,2023-11-20,bel\n04,2023-11-20,bel\n04,2023-11-21,taak\n04,2023-12-01,contract\n' >own.csv
    "$RECEPT" logbook "$CONFIG" own.csv --layout mine.cfg -o r -q >/dev/null 2>&1
    [ "$(tail -n +2 r/records.csv | cut -d, -f2-4 | tr '\n' ' ')" = "2023-11-20,phone_followup,held 2023-12-01,,joined " ]
    [ "$(tail -n +2 r/refused.csv | wc -l)" = 0 ]
    sed -i 's/"joined"/"held"/' mine.cfg
    run "$RECEPT" logbook "$CONFIG" own.csv --layout mine.cfg -o s -q
    [ "$status" -eq 3 ]
    [[ $output == *"mine.cfg:4"*"is the outcome of a contact"* ]]
}

@test "workbooks are read as CSV is" {
    command -v ssconvert || skip "ssconvert is not installed"
    printf 'company,date,contact,outcome,hours\n04,2023-11-20,newsletter,held,1.5\n' >log.csv
    ssconvert log.csv log.xlsx 2>/dev/null
    "$RECEPT" logbook "$CONFIG" log.csv -o a -q >/dev/null 2>&1
    "$RECEPT" logbook "$CONFIG" log.xlsx -o b -q >/dev/null 2>&1
    cmp a/records.csv b/records.csv
}

@test "simulated campaigns are written as logbooks, the same on any number of threads" {
    "$RECEPT" run "$CONFIG" --strategy spark -n 1000 --save-logbook 3 --no-plots -q -o a -t 1 >/dev/null
    "$RECEPT" run "$CONFIG" --strategy spark -n 1000 --save-logbook 3 --no-plots -q -o b -t 2 >/dev/null
    for k in 0 1 2; do
        cmp a/logbook-$k.csv b/logbook-$k.csv
        "$RECEPT" logbook "$CONFIG" a/logbook-$k.csv --companies-file a/companies-$k.csv -o r --force -q >/dev/null 2>&1
        [ "$(wc -l <r/defects.csv)" -eq 1 ]
        [ "$(wc -l <r/refused.csv)" -eq 1 ]
    done
    grep -q '"path": "logbook-2.csv"' a/manifest.json
    "$RECEPT" run "$CONFIG" --strategy spark -n 40 --save-logbook 1 --no-names --no-plots -q -o n >/dev/null
    grep -q '^4,' n/logbook-0.csv
    run "$RECEPT" run "$CONFIG" -n 40 --save-logbook 1 --no-plots -o c
    [ "$status" -eq 2 ]
    [[ $output == *"choose one with --strategy"* ]]
    [ ! -e c ]
    # Of numbers that are not known each pair of campaigns has its own draw.
    "$RECEPT" run "$SOURCE/configs/spark-uncertain.cfg" --strategy spark -n 40 --save-logbook 4 --no-plots -q -o u \
        >/dev/null
    ! cmp -s u/logbook-0.csv u/logbook-2.csv
}

@test "with names the rows that were refused are there as they stood" {
    sheet
    read_sheet -o r -q >/dev/null 2>&1
    [ "$(head -1 r/refused.csv)" = file,line,column,reason ]
    read_sheet --names -o n -q >/dev/null 2>&1
    [ "$(head -1 n/refused.csv)" = file,line,column,reason,row ]
    grep -q "Onbekend BV;27-11-2023;newsletter;gehouden" n/refused.csv
}

# The headings of each layout of a CRM, and its words.
@test "exports of CRM systems are known by their headings" {
    cat >deals.csv <<'XX'
Record ID,Deal Name,Associated Company,"Date entered ""Kennismaking (Partners)""","Date entered ""Closed Won (Partners)""","Date entered ""Closed Lost (Partners)"""
1,Partner,04,2023-11-03 07:30,2023-12-12 09:00,
2,Partner 2,11,2023-11-05 07:30,,2023-12-14 09:00
XX
    cat >history.csv <<'XX'
Opportunity ID,Account Name,To Stage,Last Modified
006A,04,Closed Won,2023-12-12
006B,11,Closed Lost,2023-12-13
006B,11,Negotiation,2023-12-10
XX
    cat >activities.csv <<'XX'
(Do Not Modify) Activity,Activity Type,Subject,Regarding,Activity Status,Due Date
a1,Phone Call,bellen,04,Completed,2023-12-12
a2,Appointment,afspraak,11,Open,2023-12-20
a3,Phone Call,bellen,11,Open,2023-12-20
XX
    "$RECEPT" logbook "$CONFIG" deals.csv --dry-run >said.txt 2>err
    grep -q 'layout hubspot-deals was never tried on a real export' err
    grep -q 'Records: 4 (joined 1, said_no 1, stage 2)' said.txt
    "$RECEPT" logbook "$CONFIG" history.csv --columns 'Account Name=company' --dry-run >said.txt 2>err
    grep -q 'layout salesforce-history' err
    grep -q 'Records: 2 (joined 1, said_no 1)' said.txt
    grep -q "history.csv:4: To Stage: 'Negotiation' is not an outcome" said.txt
    "$RECEPT" logbook "$CONFIG" activities.csv --dry-run >said.txt 2>err
    grep -q 'layout dynamics-activities' err
    grep -q 'Records: 2 (held 1, planned 1)' said.txt
    grep -q "activities.csv:3: Activity Type: 'Appointment' is not a contact moment" said.txt
    # A deal's company is that of its activities.
    printf 'Record ID,Date,Contact,Outcome\n2,2023-11-20,campus_tour,held\n' >own.csv
    "$RECEPT" logbook "$CONFIG" deals.csv own.csv --columns 'Record ID=id' -o r -q >/dev/null 2>&1
    grep -q 'campus_tour,held' r/records.csv
}

# The records of a simulated campaign, as an event log and back.
@test "event logs are valid by the schema of the standard, and read back" {
    "$RECEPT" run "$CONFIG" --strategy spark -n 4 --save-logbook 1 --no-plots -q -o s >/dev/null
    "$RECEPT" logbook "$CONFIG" s/logbook-0.csv --companies-file s/companies-0.csv --to xes -o one -q >/dev/null 2>&1
    xmllint --noout --schema "$SOURCE/tests/reference/xes.xsd" one/logbook.xes
    "$RECEPT" logbook "$CONFIG" one/logbook.xes --companies-file s/companies-0.csv --to xes -o two -q >/dev/null 2>&1
    diff <(sort one/records.csv) <(sort two/records.csv)
    diff one/logbook.xes two/logbook.xes
    [ "$(wc -l <one/records.csv)" -gt 50 ]
}

@test "a name with what XML marks is the same name" {
    printf 'name,size,character,ownership\nBakker & Zn <"1">,small,family,private\n' >list.csv
    printf 'company,date,contact,outcome\n"Bakker & Zn <""1"">",2023-11-20,campus_tour,held\n' >log.csv
    "$RECEPT" logbook "$CONFIG" log.csv --companies-file list.csv --names --to xes -o one -q >/dev/null 2>&1
    "$RECEPT" logbook "$CONFIG" one/logbook.xes --companies-file list.csv -o two -q >/dev/null 2>&1
    grep -q '^1,2023-11-20,campus_tour,held' two/records.csv
}

# As many events as a file has lines; what is wrong is told at its own.
@test "faults in an event log are told at their lines" {
    {
        printf '<?xml version="1.0"?>\n<log xes.version="1849.2016" xmlns="http://www.xes-standard.org/">\n<trace>\n<string key="concept:name" value="04"/>\n'
        for ((i = 0; i < 20000; i++)); do
            printf '<event>\n<string key="concept:name" value="%s"/>\n<date key="time:timestamp" value="%s"/>\n<string key="nr" value="%d"/>\n</event>\n' \
                "$([ $i = 15000 ] && echo campus_tuor || echo campus_tour)" "$([ $i = 19000 ] && echo 2023-11-31 || echo 2023-11-20T10:00:00.000+01:00)" $i
        done
        printf '</trace>\n</log>\n'
    } >big.xes
    "$RECEPT" logbook "$CONFIG" big.xes -o r -q >/dev/null 2>&1
    grep -q '^big.xes,75005,concept:name,' r/refused.csv
    grep -q '^big.xes,95005,time:timestamp,' r/refused.csv
    [ "$(wc -l <r/refused.csv)" = 3 ]
    sed -i '90000s/.*/<string key="x" value="1">/' big.xes
    run "$RECEPT" logbook "$CONFIG" big.xes -o broken -q
    [ "$status" -eq 3 ]
    [[ "$output" =~ big.xes:9000[0-9]:\ is\ damaged ]]
    sed -i '90000s/.*/<string key="x"\/>/' big.xes
    run "$RECEPT" logbook "$CONFIG" big.xes -o broken -q
    [[ "$output" == *"big.xes:90000: an attribute has no key or no value"* ]]
}
