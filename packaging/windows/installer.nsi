; The installer: per user, no rights asked, no network, in Chinese. build.py hands over all names that are not set here.

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
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装 ${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "程序装在您自己的账户里，不需要管理员权限，也不需要联网。$\r$\n$\r$\n升级时直接安装即可，台账和设置都会保留。$\r$\n$\r$\n本程序仅处理非涉密信息。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开 ${NAME}"
!insertmacro MUI_PAGE_WELCOME
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
!macro RefuseWhileRunning
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${EXE}" a
    ${If} ${Errors}
      !insertmacro EndWith 3 "${NAME}正在运行，请先关闭它的窗口，再继续。"
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

; Only what an installer of ours put there; whatever else lies in the folder stays.
!macro RemoveProgram
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\app"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\leqing.exe"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\卸载.exe"
!macroend

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
FunctionEnd

Section
  !insertmacro RefuseWhileRunning
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r "${SOURCE}\*"
  ${If} ${Errors}
    !insertmacro EndWith 4 "没有装完：请检查磁盘空间，关闭正在使用该文件夹的程序，再安装一次。"
  ${EndIf}
  WriteUninstaller "$INSTDIR\卸载.exe"

  CreateDirectory "$SMPROGRAMS\${NAME}"
  CreateShortcut "$SMPROGRAMS\${NAME}\${NAME}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}"
  CreateShortcut "$SMPROGRAMS\${NAME}\卸载 ${NAME}.lnk" "$INSTDIR\卸载.exe"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}"

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
