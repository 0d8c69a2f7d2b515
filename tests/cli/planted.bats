#!/usr/bin/env bats
# A logbook with forty planted faults: each is told of at its line, and nothing else is lost.

load workplace

# Line by line: what is right, and faults, of which "faults" lists the lines of the file.
planted() {
    cat >list.csv <<'XX'
naam;omvang;karakter;eigendom;benaderd op
Alfa;klein;gevestigd;zelfstandig;
Bravo;groter;gevestigd;concern;
Charlie;klein;uitdager;zelfstandig;
XX
    {
        printf '\xef\xbb\xbfBedrijf *;Datum *;Contactmoment;Uitkomst;Fase erna;Gesproken met;Gewonnen;Uren;Kosten;Pakket;Afgesproken op;;;;;\r\n'
        printf 'Alfa;06-11-2023;newsletter;gehouden;aandacht;;;0,5;12,50;;;;;;;\r\n'                   # 2 right
        printf 'Alpha;06-11-2023;newsletter;gehouden;;;;;;;;;;;;\r\n'                                  # 3 company
        printf ';06-11-2023;newsletter;gehouden;;;;;;;;;;;;\r\n'                                       # 4 no company
        printf 'Alfa;31-11-2023;newsletter;gehouden;;;;;;;;;;;;\r\n'                                   # 5 no such day
        printf 'Alfa;;newsletter;gehouden;;;;;;;;;;;;\r\n'                                             # 6 no date
        printf 'Alfa;gisteren;newsletter;gehouden;;;;;;;;;;;;\r\n'                                     # 7 a word
        printf 'Alfa;60;newsletter;gehouden;;;;;;;;;;;;\r\n'                                           # 8 day number below 61
        printf 'Alfa;2023;newsletter;gehouden;;;;;;;;;;;;\r\n'                                         # 9 a year
        printf 'Alfa;13-14-2023;newsletter;gehouden;;;;;;;;;;;;\r\n'                                   # 10 neither order
        printf 'Alfa;45250;campus_tour;gehouden;interesse;;;;;;;;;;;\r\n'                              # 11 right: day number
        printf 'Alfa;20-11-2023;nieuwsbreif;gehouden;;;;;;;;;;;;\r\n'                                  # 12 contact
        printf 'Alfa;20-11-2023;;gehouden;;;;;;;;;;;;\r\n'                                             # 13 no contact
        printf 'Alfa;20-11-2023;newsletter;geweest?;;;;;;;;;;;;\r\n'                                   # 14 outcome
        printf 'Alfa;20-11-2023;newsletter;;;;;;;;;;;;;\r\n'                                           # 15 no outcome
        printf 'Alfa;20-11-2023;newsletter;gehouden;intresse;;;;;;;;;;;\r\n'                           # 16 stage
        printf 'Alfa;20-11-2023;newsletter;gehouden;;Jan Jansen;;;;;;;;;;\r\n'                         # 17 person
        printf 'Alfa;20-11-2023;newsletter;gehouden;;;misschien;;;;;;;;;\r\n'                          # 18 won
        printf 'Alfa;20-11-2023;newsletter;gehouden;;;;een uur;;;;;;;;\r\n'                            # 19 hours
        printf 'Alfa;20-11-2023;newsletter;gehouden;;;;1:75;;;;;;;;\r\n'                               # 20 hours
        printf 'Alfa;20-11-2023;newsletter;gehouden;;;;-2;;;;;;;;\r\n'                                 # 21 hours
        printf 'Alfa;20-11-2023;newsletter;gehouden;;;;;veel;;;;;;;\r\n'                               # 22 euros
        printf 'Alfa;20-11-2023;newsletter;gehouden;;;;;;gratis;;;;;;\r\n'                             # 23 package
        printf 'Alfa;20-11-2023;newsletter;gehouden;;;;;;;32-01-2023;;;;;\r\n'                         # 24 agreed on
        printf 'Alfa;20-11-2023;newslettr;gehoudn;intrese;;;;;;;;;;;\r\n'                              # 25 three at once
        printf ';;;;;;;;;;;;;;;\r\n;;;;;;;;;;;;;;;\r\n'                                                # 26, 27 empty
        printf 'Bravo;01-12-2023;newsletter;gehouden;interesse;;;;;;;;;;;\r\n'                         # 28 right
        printf 'Bravo;01-12-2023;newsletter;gehouden;interesse;;;;;;;;;;;\r\n'                         # 29 duplicate
        printf 'Bravo;01-12-2023;newsletter;niet verschenen;;;;;;;;;;;;\r\n'                           # 30 overlap
        printf 'Bravo;04-12-2023;newsletter;gehouden;actie;;;;;;;;;;;\r\n'                             # 31 gap
        printf 'Bravo;08-12-2023;campus_tour;gehouden;verlangen;;;;;;;;;;;\r\n'                        # 32 right
        printf 'Bravo;08-12-2023;newsletter;gehouden;interesse;;;;;;;;;;;\r\n'                         # 33 teleport
        printf 'Bravo;11-12-2023;newsletter;verzet;actie;;;;;;;;;;;\r\n'                               # 34 jump
        printf 'Bravo;15-12-2023;newsletter;afgezegd;;;;;;;;;;;;\r\n'                                  # 35 loose end
        printf 'Charlie;01-12-2023;newsletter;gehouden;aandacht;;;;;;;;;;;\r\n'                        # 36 right
        printf 'Charlie;05-12-2023;;zei nee;;;;;;;;;;;;\r\n'                                           # 37 right
        printf 'Charlie;12-12-2023;newsletter;gehouden;;;;;;;;;;;;\r\n'                                # 38 after the end
        printf 'Charlie;13-12-2023;;partner geworden;;;;;;network;;;;;;\r\n'                           # 39 after the end
        printf 'Alfa;20-03-2024;;partner geworden;;;;;;network;;;;;;\r\n'                              # 40 gap: no talk
        printf 'Alfa;15-05-2024;newsletter;gehouden;;;;;;;;;;;;\r\n'                                   # 41 future
        printf 'Alfa;20-11-2023;newsletter;gehouden;;;;;;;;;;;;te veel\r\n'                            # 42 right: beside the table
    } >log.csv
    printf '%s\n' 3 4 5 6 7 8 9 10 12 13 14 15 16 17 18 19 20 21 22 23 24 25 >refused_lines
    printf '%s\n' 29 30 31 33 34 35 38 39 40 41 >defect_lines
}

@test "forty planted faults are each told of at their lines, and nothing else is lost" {
    planted
    "$RECEPT" logbook "$CONFIG" log.csv --companies-file list.csv --until 2024-04-30 -o r -q >/dev/null 2>err
    cut -d, -f2 r/refused.csv | tail -n +2 | sort -nu >found
    diff refused_lines found
    # All that is wrong with a line is told, not the first alone.
    [ "$(grep -c '^log.csv,25,' r/refused.csv)" = 3 ]
    tail -n +2 r/defects.csv | cut -d, -f2 | sort -nu >found
    diff defect_lines found
    for kind in overlap gap jump teleport 'after the end' duplicate future 'loose end'; do
        grep -q ",$kind," r/defects.csv
    done
    # 41 lines below the headings, less 2 empty, 22 refused and 1 of a day that is not known.
    [ "$(tail -n +2 r/records.csv | wc -l)" = 16 ]
}

@test "dates that can be read in two ways are asked about, and with the order said are read" {
    printf 'Bedrijf;Datum;Contactmoment;Uitkomst\n04;03-04-2024;newsletter;gehouden\n04;05-06-2024;newsletter;gehouden\n' >log.csv
    run "$RECEPT" logbook "$CONFIG" log.csv -o r -q
    [ "$status" -eq 3 ]
    [[ "$output" == *"log.csv:2: in no date"*"--columns 'Datum=date:dmy'"* ]]
    printf 'Bedrijf;Datum;Contactmoment;Uitkomst\n04;13-04-2024;newsletter;gehouden\n04;05-16-2024;newsletter;gehouden\n' >log.csv
    run "$RECEPT" logbook "$CONFIG" log.csv -o r -q
    [[ "$output" == *"log.csv:2: the date '13-04-2024' has the day first, and '05-16-2024' on line 3 the month"* ]]
}

# Windows-1252, and the same bytes in a file that is otherwise UTF-8.
@test "letters in an older encoding are the letters that they were" {
    printf 'naam;omvang;karakter;eigendom\nCaf\xc3\xa9;klein;gevestigd;zelfstandig\n' >list.csv
    printf 'Bedrijf;Datum;Contactmoment;Uitkomst\nCaf\xe9;13-11-2023;newsletter;gehouden\n' >log.csv
    "$RECEPT" logbook "$CONFIG" log.csv --companies-file list.csv -o r -q >/dev/null 2>&1
    grep -q '^1,2023-11-13,newsletter,held' r/records.csv
}
