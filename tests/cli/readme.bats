#!/usr/bin/env bats
# The commands of README.md and the docs work as they stand. RECEPT is the program's path.

bats_require_minimum_version 1.5.0

load workplace

# Those that simulate, with few campaigns; what stands behind two blanks or more is no part of them.
commands() {
    sed -nE 's/^    (recept [a-z]+ .*)$/\1/p' "$@" |
        sed -E 's/ {2,}[(#].*//; s/ -n [0-9]+//; /^recept (run|compare|plan|check --facts) /s/$/ -n 40/'
}

@test "the commands of the documentation work as they stand" {
    mkdir bin
    ln -s "$RECEPT" bin/recept
    cp -r "$SOURCE/configs" .
    commands "$SOURCE/README.md" >commands
    [ "$(wc -l <commands)" -ge 15 ]
    grep -q ' init mine' commands
    while read -r command; do
        code=0
        PATH="$WORK/bin:$PATH" bash -c "$command -q" >out 2>err || code=$?
        # 5: forty campaigns are too few for the precision or certainty that a command asks for.
        if [ "$code" -ne 0 ] && [ "$code" -ne 5 ]; then
            echo "$command: $code"
            cat err
            return 1
        fi
    done <commands
}
