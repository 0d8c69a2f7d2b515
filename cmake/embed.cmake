# Compiles the bytes of FILES in DIR into the table TABLE; adds its source to the library LIBRARY.
function(recept_embed library table dir)
    set(source ${CMAKE_BINARY_DIR}/embedded/${table}.c)
    list(TRANSFORM ARGN PREPEND ${dir}/ OUTPUT_VARIABLE paths)
    add_custom_command(OUTPUT ${source}
        COMMAND ${CMAKE_COMMAND} -DOUT=${source} -DDIR=${dir} -DTABLE=${table} "-DFILES=${ARGN}"
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
        DEPENDS ${paths} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake VERBATIM)
    target_sources(${library} PRIVATE ${source})
endfunction()
