# librecept, static and shared, of the libraries of all folders but the command line: one object in
# which only the names of include/recept.h are left visible, so that it can be linked with anything.
function(recept_package)
    set(object ${CMAKE_BINARY_DIR}/librecept.o)
    set(archives "")
    foreach(library IN LISTS ARGN)
        list(APPEND archives $<TARGET_FILE:recept_${library}>)
    endforeach()
    add_custom_command(OUTPUT ${object}
        COMMAND ${CMAKE_LINKER} -r -o ${object} --whole-archive ${archives}
        COMMAND ${CMAKE_OBJCOPY} --localize-hidden ${object}
        DEPENDS ${archives} VERBATIM)
    add_library(librecept STATIC ${object})
    add_library(librecept_shared SHARED ${object})
    set_target_properties(librecept librecept_shared PROPERTIES OUTPUT_NAME recept
        LINKER_LANGUAGE C PUBLIC_HEADER ${CMAKE_SOURCE_DIR}/include/recept.h)
    set_target_properties(librecept_shared PROPERTIES
        VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
    set(needed PkgConfig::CONFIG PkgConfig::NETTLE GSL::gsl ${CSV_LIBRARY} OpenMP::OpenMP_C m)
    target_link_libraries(librecept_shared PRIVATE ${needed} -Wl,--no-undefined)
    target_link_libraries(librecept INTERFACE ${needed})
    target_include_directories(librecept INTERFACE ${CMAKE_SOURCE_DIR}/include)
    configure_file(${CMAKE_SOURCE_DIR}/cmake/recept.pc.in ${CMAKE_BINARY_DIR}/recept.pc @ONLY)
    install(TARGETS librecept librecept_shared)
    install(FILES ${CMAKE_BINARY_DIR}/recept.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
    install(DIRECTORY ${CMAKE_SOURCE_DIR}/configs DESTINATION ${CMAKE_INSTALL_DATADIR}/recept)
endfunction()
