# A library that a target loads when it needs it (sim/base/late.h): its headers are seen, and the macro `macro` is
# the name that the system's loader knows it by.
function(recept_load_late target macro package)
    list(GET ${package}_LINK_LIBRARIES 0 library)
    execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${library} OUTPUT_VARIABLE headers COMMAND_ERROR_IS_FATAL ANY)
    if(NOT headers MATCHES "SONAME +([^\n ]+)")
        message(FATAL_ERROR "${library} has no name to be loaded by; a shared library is needed")
    endif()
    target_compile_definitions(${target} PRIVATE ${macro}="${CMAKE_MATCH_1}")
    target_include_directories(${target} PRIVATE ${${package}_INCLUDE_DIRS})
endfunction()
