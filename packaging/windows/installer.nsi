; The installer: per user, no rights asked, no network, in Chinese. build.py hands over all names that are not set here.
; Exit codes: 0 done, 1 left by the clerk, 2 this Windows will not do, 3 the program runs, 4 not finished (the old program
; is back in its place), 5 this folder will not do.

Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
!ifdef UNCOMPRESSED
  SetCompress off
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
SetDateSave off
RequestExecutionLevel user

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include x64.nsh

!define NAME "乐清规划督办"
!define EXE "乐清规划督办.exe"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\leqing_desktop"
!define KIND "leqing.ledger"
!define OLDEST_BUILD 17763
; From here on Windows on ARM runs 64-bit programs of PCs.
!define OLDEST_BUILD_ARM 22000
; Where the old program waits until the new one is whole.
!define ASIDE "$INSTDIR\上一版"

Var Upgrade
Var Writing
Var Stuck

Name "${NAME}"
BrandingText "${NAME} ${VERSION}　本程序仅处理非涉密信息"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "Software\leqing_desktop" "Folder"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION4}"
VIAddVersionKey /LANG=2052 ProductName "${NAME}"
VIAddVersionKey /LANG=2052 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=2052 FileDescription "${NAME}安装程序"
VIAddVersionKey /LANG=2052 FileVersion "${VERSION}"
VIAddVersionKey /LANG=2052 LegalCopyright "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${WIZARD}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装 ${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "程序装在您自己的账户里，不需要管理员权限，也不需要联网。$\r$\n$\r$\n升级时直接安装即可，台账和设置都会保留。$\r$\n$\r$\n本程序仅处理非涉密信息。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开 ${NAME}"
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipWhereInstalled
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE RefuseFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

!macro EndWith CODE WORDS
  MessageBox MB_OK|MB_ICONSTOP "${WORDS}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; A program that runs holds its own file: it cannot be opened for writing.
!macro Held FILE
  ${If} ${FileExists} "$INSTDIR\${FILE}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${FILE}" a
    ${If} ${Errors}
      StrCpy $1 "${FILE}"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
!macroend

; The window, the command line, and what they start. A window that is just closing, or a virus scanner, is waited for.
!macro RefuseWhileRunning
  StrCpy $2 0
  ${Do}
    StrCpy $1 ""
    !insertmacro Held "${EXE}"
    !insertmacro Held "leqing.exe"
    !insertmacro Held "runtime\pythonw.exe"
    !insertmacro Held "runtime\python.exe"
    ${If} $1 == ""
      ${ExitDo}
    ${EndIf}
    IntOp $2 $2 + 1
    ${If} $2 < 6
      Sleep 500
    ${ElseIf} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME}正在运行，请先关闭它的窗口和命令行，再点“重试”。" /SD IDCANCEL IDCANCEL`
      SetErrorLevel 3
      Quit
    ${EndIf}
  ${Loop}
!macroend

; $Stuck: what could not be moved, because a file in it is open; a virus scanner is waited for.
!macro Move FROM TO NAME
  ${If} ${FileExists} "${FROM}\${NAME}"
    StrCpy $2 0
    ${Do}
      ClearErrors
      Rename "${FROM}\${NAME}" "${TO}\${NAME}"
      ${IfNot} ${Errors}
        ${ExitDo}
      ${EndIf}
      IntOp $2 $2 + 1
      ${If} $2 >= 5
        StrCpy $Stuck "${NAME}"
        ${ExitDo}
      ${EndIf}
      Sleep 300
    ${Loop}
  ${EndIf}
!macroend

; Only what an installer of ours put there; whatever else lies in the folder stays.
!macro MoveProgram FROM TO
  !insertmacro Move "${FROM}" "${TO}" "runtime"
  !insertmacro Move "${FROM}" "${TO}" "lib"
  !insertmacro Move "${FROM}" "${TO}" "app"
  !insertmacro Move "${FROM}" "${TO}" "${EXE}"
  !insertmacro Move "${FROM}" "${TO}" "leqing.exe"
  !insertmacro Move "${FROM}" "${TO}" "LICENSE.txt"
  !insertmacro Move "${FROM}" "${TO}" "卸载.exe"
!macroend

!macro RemoveProgram
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\app"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\leqing.exe"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\卸载.exe"
!macroend

; The old program comes back: a folder with an open file in it could not be moved, or the new one is not whole.
Function Restore
  ${If} $Writing != ""
    ; Wherever the unpacking stopped: a folder in use is not removed.
    SetOutPath "$INSTDIR"
    !insertmacro RemoveProgram
  ${EndIf}
  !insertmacro MoveProgram "${ASIDE}" "$INSTDIR"
  RMDir "${ASIDE}"
FunctionEnd

; $1: why the chosen folder will not do, empty if it will.
Function CheckFolder
  StrCpy $1 ""
  ${IfNot} ${FileExists} "$INSTDIR\${EXE}"
  ${AndIfNot} ${FileExists} "$INSTDIR\卸载.exe"
  ${AndIfNot} ${FileExists} "${ASIDE}"
    ${If} ${FileExists} "$INSTDIR\runtime"
    ${OrIf} ${FileExists} "$INSTDIR\lib"
    ${OrIf} ${FileExists} "$INSTDIR\app"
      StrCpy $1 "这个文件夹里已有别的程序的内容，不会覆盖它，请换一个空文件夹。"
      Return
    ${EndIf}
  ${EndIf}
  ClearErrors
  CreateDirectory "$INSTDIR"
  FileOpen $0 "$INSTDIR\~leqing.tmp" w
  ${If} ${Errors}
    StrCpy $1 "这个文件夹不能写入，请换一个自己的文件夹。"
  ${Else}
    FileClose $0
    Delete "$INSTDIR\~leqing.tmp"
  ${EndIf}
  ; Only where it is empty: the clerk may still choose another.
  RMDir "$INSTDIR"
FunctionEnd

Function RefuseFolder
  Call CheckFolder
  ${If} $1 != ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "$1"
    Abort
  ${EndIf}
FunctionEnd

; An upgrade goes where the program is: elsewhere the old one would stay, without a way to uninstall it.
Function SkipWhereInstalled
  ReadRegStr $0 HKCU "Software\leqing_desktop" "Folder"
  ${If} $0 == $INSTDIR
  ${AndIf} ${FileExists} "$INSTDIR\${EXE}"
    Abort
  ${EndIf}
FunctionEnd

; The disk was full, or the clerk left.
Function .onInstFailed
  Call Restore
  SetErrorLevel 4
FunctionEnd

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro EndWith 2 "本程序需要 64 位的 Windows，这台电脑是 32 位系统，不能安装。"
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
    !insertmacro EndWith 2 "本程序需要 Windows 10（1809）或更新的系统，这台电脑的系统太旧，不能安装。"
  ${EndIf}
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro EndWith 2 "本程序需要 Windows 10（1809）或更新的系统，请先更新 Windows 再安装。"
  ${EndIf}
  ${If} ${IsNativeARM64}
  ${AndIfNot} ${AtLeastBuild} ${OLDEST_BUILD_ARM}
    !insertmacro EndWith 2 "这台电脑是 ARM 处理器，需要 Windows 11 才能运行本程序，不能安装。"
  ${EndIf}
FunctionEnd

Section
  Call CheckFolder
  ${If} $1 != ""
    !insertmacro EndWith 5 "$1"
  ${EndIf}
  StrCpy $Upgrade ""
  StrCpy $Writing ""
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    StrCpy $Upgrade "yes"
  ${EndIf}
  !insertmacro RefuseWhileRunning

  ; Left by an installation that was broken off: what it was about to replace is replaced now.
  RMDir /r "${ASIDE}"
  CreateDirectory "${ASIDE}"
  StrCpy $Stuck ""
  !insertmacro MoveProgram "$INSTDIR" "${ASIDE}"
  ${If} $Stuck != ""
    Call Restore
    !insertmacro EndWith 3 "旧版本里有文件正被使用，没有安装。请关闭正在使用“$INSTDIR”的程序和窗口，再安装一次。"
  ${EndIf}

  StrCpy $Writing "yes"
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r "${SOURCE}\*"
  WriteUninstaller "$INSTDIR\卸载.exe"
  ${If} ${Errors}
    Call Restore
    !insertmacro EndWith 4 "没有装完，原来的版本没有动。请检查磁盘空间，关闭正在使用该文件夹的程序，再安装一次。"
  ${EndIf}
  RMDir /r "${ASIDE}"

  CreateDirectory "$SMPROGRAMS\${NAME}"
  CreateShortcut "$SMPROGRAMS\${NAME}\${NAME}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}"
  CreateShortcut "$SMPROGRAMS\${NAME}\卸载 ${NAME}.lnk" "$INSTDIR\卸载.exe"
  ; Whoever took it off the desktop does not want it back with every upgrade.
  ${If} $Upgrade == ""
    CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}"
  ${EndIf}

  WriteRegStr HKCU "Software\Classes\.leqing" "" "${KIND}"
  WriteRegStr HKCU "Software\Classes\${KIND}" "" "规划督办台账"
  WriteRegStr HKCU "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  WriteRegStr HKCU "Software\leqing_desktop" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "${KEY}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\卸载.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\卸载.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section Uninstall
  !insertmacro RefuseWhileRunning
  !insertmacro RemoveProgram
  RMDir /r "${ASIDE}"
  RMDir "$INSTDIR"
  RMDir /r "$SMPROGRAMS\${NAME}"
  Delete "$DESKTOP\${NAME}.lnk"
  ReadRegStr $0 HKCU "Software\Classes\.leqing" ""
  ${If} $0 == "${KIND}"
    DeleteRegKey HKCU "Software\Classes\.leqing"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${KIND}"
  DeleteRegKey HKCU "Software\leqing_desktop"
  DeleteRegKey HKCU "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  ; Ledgers lie where the clerk saved them and are never touched; what is asked about is this desk's own.
  MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 \
    "是否同时删除本机的设置和日志？$\r$\n$\r$\n台账文件（.leqing）和已导出的公文、表格都不会删除。" \
    /SD IDNO IDNO keep
  RMDir /r "$LOCALAPPDATA\leqing"
  keep:
SectionEnd
