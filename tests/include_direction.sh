#!/usr/bin/env bash
# Checks who may know whom. Every #include "..." goes in the direction of the house: a folder may use the
# headers of itself and of the folders listed here. What is outside of the language stands in few files.
set -euo pipefail
cd "$(dirname "$0")/.."

wrong=0
say() {
    echo "$*"
    wrong=1
}

# Each row is a folder and the rows that it may use, with all that they may use.
declare -A may=(
    [base]="sim/base"
    [io]="sim/io base"
    [workbook]="sim/workbook io"
    [xml]="sim/xml io"
    [random]="sim/random base"
    [stats]="sim/stats base"
    [models]="models random"
    [conf]="sim/conf models io"
    [engine]="sim/engine models stats"
    [study]="sim/study engine conf"
    [logbook]="sim/logbook conf stats"
    [tables]="sim/tables study logbook"
    [api]="sim/api tables"
    [plots]="sim/plots tables"
    [workbook]="sim/workbook tables"
    [cli]="sim/cli api plots workbook xml"
)
in_order=(base io xml random stats models conf engine study logbook tables api plots workbook cli)

declare -A folders
for row in "${in_order[@]}"; do
    read -r home others <<<"${may[$row]}"
    folders[$row]=$home
    for other in $others; do
        folders[$row]+=" ${folders[$other]}"
    done
done
for row in "${in_order[@]}"; do
    home=${may[$row]%% *}
    [ -d "$home" ] || continue
    while read -r file; do
        while read -r header; do
            case $header in version.h | recept.h) continue ;; esac
            found=
            for folder in ${folders[$row]}; do
                [ ! -e "$folder/$header" ] || found=yes
            done
            [ -n "$found" ] || say "$file: \"$header\" is not a header that $home may use"
        done < <(sed -n 's/^#include "\(.*\)"/\1/p' "$file")
    done < <(find "$home" -name '*.[ch]')
done
while read -r folder; do
    case " ${folders[cli]} " in
    *" $folder "* | *" ${folder%/*} "*) ;;
    *) say "$folder: not in the list of tests/include_direction.sh" ;;
    esac
done < <(find models sim -name '*.[ch]' -printf '%h\n' | sort -u)

# At most so many files hold a pattern, and where. More than one is what is left to do: let no more come.
few() {
    local most=$1 pattern=$2 found n
    shift 2
    found=$(grep -lE "$pattern" -r models sim --include='*.[ch]' | sort || true)
    n=$(grep -c . <<<"$found" || true)
    [ "$n" -le "$most" ] || say "/$pattern/ in $n files, where $most may have it:" $found
    for file in $found; do
        local fits=
        for where; do
            [[ $file != $where ]] || fits=yes
        done
        [ -n "$fits" ] || say "$file: /$pattern/ belongs in $*"
    done
}
few 1 '#include <libconfig.h>' 'sim/conf/tree.c'
few 1 '#include <mpi.h>' 'sim/engine/ranks_mpi.c'
few 1 '#include <csv.h>' 'sim/io/*'
few 2 '#include <libxml/' 'sim/xml/*'
few 1 '#include <jansson.h>' 'sim/tables/*' 'sim/io/*'
few 1 '#include <nettle/' 'sim/base/*' 'sim/io/*'
few 1 '#include <xlsxwriter.h>' 'sim/workbook/sheets.c'
few 1 '#include <zlib.h>' 'sim/workbook/package.c'
few 1 '#include <dlfcn.h>' 'sim/base/late.h'
few 1 '#include <spawn.h>' 'sim/plots/*'
few 1 '#include <sys/wait.h>' 'sim/plots/*'
few 3 '#pragma omp' 'sim/engine/*'
few 2 '#include <omp.h>' 'sim/engine/*' 'sim/cli/output.c'
few 1 '#include <locale.h>' 'sim/api/api.c'
few 0 '\bsetlocale\('
few 4 '\bgetenv\(' 'sim/cli/*' 'sim/plots/*' 'sim/engine/ranks_mpi.c'
# Standard output, the arguments and the end of the process are the program's.
few 15 '\b(stdout|argv)\b|\bexit\(' 'sim/cli/*' 'sim/plots/*'

exit $wrong
