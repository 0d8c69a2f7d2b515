# A folder of its own for each test, and the shipped config.

setup() {
    SOURCE=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
    WORK=$(mktemp -d)
    cd "$WORK"
    CONFIG=$SOURCE/configs/spark.cfg
    unset LANGUAGE LC_MESSAGES
    export LC_ALL=C.UTF-8
}

teardown() {
    cd /
    rm -rf "$WORK"
}

# Waits until a program catches a signal by its number, however slowly it starts.
catches() {
    local pid=$1 signal=$2 caught
    for ((i = 0; i < 600; i++)); do
        caught=$(sed -n 's/^SigCgt:\t//p' "/proc/$pid/status")
        (((16#$caught >> (signal - 1)) & 1)) && return
        sleep 0.05
    done
    return 1
}

# Waits until there is work in a checkpoint; fails where none comes.
is_kept() {
    for ((i = 0; i < 600; i++)); do
        [ ! -s "$1" ] || return 0
        sleep 0.1
    done
    return 1
}
