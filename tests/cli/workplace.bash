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
