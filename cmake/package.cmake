# librecept, static and shared, of the libraries of all folders but the command line and the plots: one object in
# which only the names of include/recept.h are left visible, so that it can be linked with anything.
function(recept_package)
    set(object ${CMAKE_BINARY_DIR}/librecept.o)
    set(archives "")
    foreach(library IN LISTS ARGN)
        list(APPEND archives $<TARGET_FILE:recept_${library}>)
    endforeach()
    add_custom_command(OUTPUT ${object}
        COMMAND ${CMAKE_LINKER} -r -o ${object} --whole-archive ${archives}
        COMMAND ${CMAKE_OBJCOPY} --wildcard --keep-global-symbol=recept_* ${object}
        DEPENDS ${archives} VERBATIM)
    add_library(librecept STATIC ${object})
    add_library(librecept_shared SHARED ${object})
    set_target_properties(librecept librecept_shared PROPERTIES OUTPUT_NAME recept
        LINKER_LANGUAGE C PUBLIC_HEADER ${CMAKE_SOURCE_DIR}/include/recept.h)
    set_target_properties(librecept_shared PROPERTIES
        VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
    target_link_options(librecept_shared PRIVATE -Wl,--no-undefined
        -Wl,--version-script=${CMAKE_SOURCE_DIR}/cmake/recept.map)
    set(needed PkgConfig::CONFIG PkgConfig::NETTLE PkgConfig::JANSSON ${UNISTRING_LIBRARY} GSL::gsl ${CSV_LIBRARY} OpenMP::OpenMP_C m)
    target_link_libraries(librecept_shared PRIVATE ${needed})
    target_link_libraries(librecept INTERFACE ${needed})
    target_include_directories(librecept INTERFACE ${CMAKE_SOURCE_DIR}/include)
    # From the folder of recept.pc up to where everything is installed, so that it can be moved.
    file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
    configure_file(${CMAKE_SOURCE_DIR}/cmake/recept.pc.in ${CMAKE_BINARY_DIR}/recept.pc @ONLY)
    install(TARGETS librecept librecept_shared)
    install(FILES ${CMAKE_BINARY_DIR}/recept.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
    install(DIRECTORY ${CMAKE_SOURCE_DIR}/configs DESTINATION ${CMAKE_INSTALL_DATADIR}/recept)
endfunction()
