# Compiles the Dutch texts and makes them part of the library.
set(catalogue ${CMAKE_BINARY_DIR}/embedded/nl.mo)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/embedded)
add_custom_command(OUTPUT ${catalogue}
    COMMAND ${GETTEXT_MSGFMT_EXECUTABLE} --check --endianness=little --no-hash -o ${catalogue}
        ${CMAKE_SOURCE_DIR}/sim/base/po/nl.po
    DEPENDS ${CMAKE_SOURCE_DIR}/sim/base/po/nl.po VERBATIM)
recept_embed(recept_base catalogues ${CMAKE_BINARY_DIR}/embedded nl.mo)
