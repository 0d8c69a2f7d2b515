# Writes version.h with the version and the commit that is being built; made again when HEAD moves.
set(RECEPT_COMMIT "unknown")
find_program(GIT_PROGRAM git)
if(GIT_PROGRAM AND EXISTS ${CMAKE_SOURCE_DIR}/.git)
    execute_process(COMMAND ${GIT_PROGRAM} describe --always --dirty --abbrev=12
        WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
        OUTPUT_VARIABLE described OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(described)
        set(RECEPT_COMMIT ${described})
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/.git/HEAD)
endif()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/version.h CONTENT
"#define RECEPT_VERSION \"@PROJECT_VERSION@\"
#define RECEPT_COMMIT \"@RECEPT_COMMIT@\"
" @ONLY)
