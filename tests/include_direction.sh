#!/usr/bin/env bash
# Checks that every #include "..." goes in the direction of the house: a folder may use the headers of
# itself and of the folders listed here. Some headers of libraries may stand in one file only.
set -euo pipefail
cd "$(dirname "$0")/.."

declare -A may=(
    [sim/base]=""
    [sim/random]="sim/base"
    [sim/stats]="sim/base"
    [models]="sim/base sim/random"
    [sim/conf]="sim/base models sim/random"
    [sim/engine]="sim/base sim/random sim/stats models"
    [sim/study]="sim/base sim/random sim/stats models sim/engine sim/conf"
    [sim/tables]="sim/base sim/random sim/stats models sim/engine sim/study"
    [sim/plots]="sim/base sim/random sim/stats models sim/engine sim/study sim/tables"
    [sim/cli]="sim/base sim/random sim/stats models sim/engine sim/study sim/tables sim/plots sim/conf"
)
declare -A only=([libconfig.h]=sim/conf/tree.c [jansson.h]=sim/tables [omp.h]=sim [spawn.h]=sim/plots/draw.c [mpi.h]=sim/engine/ranks_mpi.c)

wrong=0
for folder in "${!may[@]}"; do
    for file in "$folder"/*.[ch]; do
        while read -r header; do
            [ "$header" = version.h ] && continue
            home=""
            for place in "$folder" ${may[$folder]}; do
                [ -e "$place/$header" ] && home=$place
            done
            if [ -z "$home" ]; then
                echo "$file: \"$header\" is not a header that $folder may use"
                wrong=1
            fi
        done < <(sed -n 's/^#include "\(.*\)"/\1/p' "$file")
    done
done
for header in "${!only[@]}"; do
    while read -r file; do
        case $file in
        "${only[$header]}"*) ;;
        *)
            echo "$file: <$header> belongs in ${only[$header]}"
            wrong=1
            ;;
        esac
    done < <(grep -l "#include <$header>" -r sim models --include='*.[ch]')
done
exit $wrong
