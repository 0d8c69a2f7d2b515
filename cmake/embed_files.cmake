# Turns FILES of DIR into the C table TABLE of names and bytes (sim/base/embedded.h), written to OUT.
set(bytes "")
set(table "")
foreach(file IN LISTS FILES)
    file(READ ${DIR}/${file} hex HEX)
    string(LENGTH "${hex}" digits)
    math(EXPR size "${digits} / 2")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
    string(MAKE_C_IDENTIFIER ${file} name)
    string(APPEND bytes "static const unsigned char ${name}[] = {${hex}0};\n")
    string(APPEND table "    {\"${file}\", ${name}, ${size}},\n")
endforeach()
file(WRITE ${OUT} "#include \"embedded.h\"\n\n${bytes}
extern const struct embedded_file ${TABLE}[];
const struct embedded_file ${TABLE}[] = {\n${table}    {0},\n};\n")
