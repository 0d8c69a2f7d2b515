# Compiles po/*.po; the program finds them beside itself (build) or under share/locale (installed).
file(GLOB po_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sim/cli/po/*.po)
foreach(po IN LISTS po_files)
    get_filename_component(language ${po} NAME_WE)
    set(mo ${CMAKE_BINARY_DIR}/locale/${language}/LC_MESSAGES/recept.mo)
    add_custom_command(OUTPUT ${mo}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/locale/${language}/LC_MESSAGES
        COMMAND ${GETTEXT_MSGFMT_EXECUTABLE} --check -o ${mo} ${po}
        DEPENDS ${po} VERBATIM)
    list(APPEND mo_files ${mo})
    install(FILES ${mo} DESTINATION share/locale/${language}/LC_MESSAGES)
endforeach()
add_custom_target(translations ALL DEPENDS ${mo_files})
