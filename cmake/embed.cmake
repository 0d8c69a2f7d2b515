# The starter folder of `recept init` is the shipped config: its bytes are compiled in.
set(starter_files spark.cfg spark.csv axes.cfg contact_moments.cfg packages.cfg team.cfg model.cfg recipe.cfg)
list(TRANSFORM starter_files PREPEND ${CMAKE_SOURCE_DIR}/configs/ OUTPUT_VARIABLE starter_paths)
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/starter.c
    COMMAND ${CMAKE_COMMAND} -DOUT=${CMAKE_BINARY_DIR}/starter.c -DDIR=${CMAKE_SOURCE_DIR}/configs
        "-DFILES=${starter_files}" -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${starter_paths} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake VERBATIM)
