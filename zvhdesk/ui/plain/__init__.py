"""The few widgets that already stand in the unlock window; `ui.kit` hands them on to every page.

Everyone waits for that window, so nothing here loads more than it draws: no icons, and not the class `Qt` of
QtCore, whose hundred enumerations PySide makes all at once on the first touch (as long as loading all of
QtWidgets). What has to name one of them does so when a key or the mouse comes, as `QtCore.Qt`.
"""
